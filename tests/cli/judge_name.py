# SPDX-License-Identifier: GPL-3.0-or-later
"""judge-name: the fakes of 2020 and their originals, thousands of names in one call, names that are none."""

import json
import subprocess

from harness import check, end, program, run

ORIGINALS = ["ns-1515.awsdns-61.org", "ns-1985.awsdns-56.co.uk", "ns-650.awsdns-17.net", "ns-405.awsdns-50.com"]
FAKES = {"ns-1515.awsdns-061.org": ORIGINALS[0], "ns-1985.awsdns-056.co.uk": ORIGINALS[1],
         "ns-650.awsdns-017.net": ORIGINALS[2]}


def judged(*words, **options):
    done = run("judge-name", *words, "--format", "json", **options)
    return done, [json.loads(line) for line in done.stdout.splitlines()]


done, answers = judged(*FAKES, *ORIGINALS, "--against", ",".join(ORIGINALS))
check(done.returncode == 0 and len(answers) == 7, "not an answer each: %r" % done)
for answer in answers:
    check(set(answer) == {"name", "verdict", "rule", "imitates", "provider", "difference"}, "fields: %r" % answer)
for answer, (fake, original) in zip(answers, FAKES.items()):
    check((answer["name"], answer["verdict"], answer["rule"], answer["imitates"]) ==
          (fake, "look-alike", "zero-padding", original), "a fake of 2020: %r" % answer)
    place = answer["difference"][0]
    check(len(answer["difference"]) == 1 and
          fake[:place["begin"]] + fake[place["begin"] + place["length"]:] == original, "its mark: %r" % answer)
check([answer["verdict"] for answer in answers[3:]] == ["expected"] * 4, "the originals")

done, answers = judged("NS-1514.AWSDNS-61.ORG.", "ns1.dns.ne.jp", "ns1.example.test", "--against", ORIGINALS[0],
                       "--against", "ns1.value-domain.com")
check([(answer["verdict"], answer["provider"]) for answer in answers] ==
      [("genuine", "Route 53"), ("genuine", "さくらインターネット"), ("unrelated", "")], "names of others: %r" % answers)

# One that is no name is told, and stops nothing.
done, answers = judged("a..example", *FAKES, "--against", ",".join(ORIGINALS))
check(done.returncode == 64 and len(answers) == 3 and done.stderr.count(b"\n") == 1, "no name: %r" % done)
done = run("judge-name", "ns1.example.test", "--against", "a..example")
check(done.returncode == 64 and not done.stdout, "no name to judge against: %r" % done)
done = run("judge-name", "--against", ORIGINALS[0])
check(done.returncode == 64 and b"Which name" in done.stderr, "nothing to judge: %r" % done)

# All of Route 53 by standard input, and as text.
tlds = ["com", "net", "org", "co.uk"]
names = ["ns-%d.awsdns-%02d.%s" % (n, (n & 511) >> 3, tlds[n >> 9]) for n in range(2048)]
done = subprocess.run([program(), "judge-name", "-", "--against", ORIGINALS[0]], input="\n".join(names).encode(),
                      stdout=subprocess.PIPE, check=False)
words = [line.split("\t")[1] for line in done.stdout.decode().splitlines()]
check(done.returncode == 0 and words.count("genuine") == 2047 and words.count("expected") == 1,
      "all of Route 53: %r" % words[:3])

text = run("judge-name", next(iter(FAKES)), "--against", ORIGINALS[0]).stdout.decode()
check(text == "ns-1515.awsdns-061.org\tlook-alike\tns-1515.awsdns-061.org imitates ns-1515.awsdns-61.org: only zeros "
              "before a number differ.\n", "as text: %r" % text)
end()
