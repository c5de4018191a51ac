<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Recovery</name>
    <message numerus="yes">
        <source>True in %n looks since the repair; one address may stand for many caches</source>
        <translation>
            <numerusform>True in one look since the repair; one address may stand for many caches</numerusform>
            <numerusform>True in %n looks since the repair; one address may stand for many caches</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RegistrationTable</name>
    <message numerus="yes">
        <source>in %n days</source>
        <translation>
            <numerusform>in %n day</numerusform>
            <numerusform>in %n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cli</name>
    <message numerus="yes">
        <source>%n expectation(s)</source>
        <translation>
            <numerusform>one expectation</numerusform>
            <numerusform>%n expectations</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) left out:</source>
        <translation>
            <numerusform>one record left out:</numerusform>
            <numerusform>%n records left out:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %n more.</source>
        <translation>
            <numerusform>… and %n more.</numerusform>
            <numerusform>… and %n more.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entries name no server over https and are left out.</source>
        <translation>
            <numerusform>%n entry names no server over https and is left out.</numerusform>
            <numerusform>%n entries name no server over https and are left out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>console::Timeline</name>
    <message numerus="yes">
        <source>%n entries are taken.</source>
        <translation>
            <numerusform>%n entry is taken.</numerusform>
            <numerusform>%n entries are taken.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entries stand in the timeline already.</source>
        <translation>
            <numerusform>%n entry stands in the timeline already.</numerusform>
            <numerusform>%n entries stand in the timeline already.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n times say no zone and were read in the zone that was given.</source>
        <translation>
            <numerusform>%n time says no zone and was read in the zone that was given.</numerusform>
            <numerusform>%n times say no zone and were read in the zone that was given.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rows were left out:</source>
        <translation>
            <numerusform>%n row was left out:</numerusform>
            <numerusform>%n rows were left out:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hinoban::ui::ContactsPane</name>
    <message numerus="yes">
        <source>Saved %n mails, one for each server: %1.</source>
        <translation>
            <numerusform>Saved %n mail, one for each server: %1.</numerusform>
            <numerusform>Saved %n mails, one for each server: %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hinoban::ui::DomainModel</name>
    <message numerus="yes">
        <source>%1 · %n findings</source>
        <translation>
            <numerusform>%1 · %n finding</numerusform>
            <numerusform>%1 · %n findings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hinoban::ui::ExchangeWindow</name>
    <message numerus="yes">
        <source>%1: %n exchanges</source>
        <translation>
            <numerusform>%1: %n exchange</numerusform>
            <numerusform>%1: %n exchanges</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No usable answer after %n attempts</source>
        <translation>
            <numerusform>No usable answer after %n attempt</numerusform>
            <numerusform>No usable answer after %n attempts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Query, %n octets</source>
        <translation>
            <numerusform>Query, %n octet</numerusform>
            <numerusform>Query, %n octets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reply, %n octets</source>
        <translation>
            <numerusform>Reply, %n octet</numerusform>
            <numerusform>Reply, %n octets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Evidence: %n answers</source>
        <translation>
            <numerusform>Evidence: %n answer</numerusform>
            <numerusform>Evidence: %n answers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hinoban::ui::ImportDialog</name>
    <message numerus="yes">
        <source>%n records were left out:</source>
        <translation>
            <numerusform>%n record was left out:</numerusform>
            <numerusform>%n records were left out:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Take %n changes</source>
        <translation>
            <numerusform>&amp;Take %n change</numerusform>
            <numerusform>&amp;Take %n changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hinoban::ui::IncidentBar</name>
    <message numerus="yes">
        <source>%n caches: no end while the false nameservers answer</source>
        <translation>
            <numerusform>%n cache: no end while the false nameservers answer</numerusform>
            <numerusform>%n caches: no end while the false nameservers answer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n caches: false until %1</source>
        <translation>
            <numerusform>%n cache: false until %1</numerusform>
            <numerusform>%n caches: false until %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n caches</source>
        <translation>
            <numerusform>%n cache</numerusform>
            <numerusform>%n caches</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n caches: no end before the repair</source>
        <translation>
            <numerusform>One cache: no end before the repair</numerusform>
            <numerusform>%n caches: no end before the repair</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n caches: others may be false until %1</source>
        <translation>
            <numerusform>One cache: others may be false until %1</numerusform>
            <numerusform>%n caches: others may be false until %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hinoban::ui::MainWindow</name>
    <message numerus="yes">
        <source>%n domains</source>
        <translation>
            <numerusform>%n domain</numerusform>
            <numerusform>%n domains</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n resolvers</source>
        <translation>
            <numerusform>%n resolver</numerusform>
            <numerusform>%n resolvers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hinoban::ui::PlanForm</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n records of the file were left out: %1</source>
        <translation>
            <numerusform>%n record of the file was left out: %1</numerusform>
            <numerusform>%n records of the file were left out: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hinoban::ui::ProposalModel</name>
    <message numerus="yes">
        <source>%n record sets</source>
        <translation>
            <numerusform>%n record set</numerusform>
            <numerusform>%n record sets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n disagree</source>
        <translation>
            <numerusform>%n disagrees</numerusform>
            <numerusform>%n disagree</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hinoban::ui::RecordsModel</name>
    <message numerus="yes">
        <source>%1 … (%n values)</source>
        <translation>
            <numerusform>%1 … (%n value)</numerusform>
            <numerusform>%1 … (%n values)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the same %n values</source>
        <translation>
            <numerusform>the same value</numerusform>
            <numerusform>the same %n values</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hinoban::ui::TimelineImportDialog</name>
    <message numerus="yes">
        <source>… and %n more.</source>
        <translation>
            <numerusform>… and %n more.</numerusform>
            <numerusform>… and %n more.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n times say no zone. Choose the zone in which they were written: a time that may be hours off is no evidence.</source>
        <translation>
            <numerusform>%n time says no zone. Choose the zone in which it was written: a time that may be hours off is no evidence.</numerusform>
            <numerusform>%n times say no zone. Choose the zone in which they were written: a time that may be hours off is no evidence.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hinoban::ui::TimelineModel</name>
    <message numerus="yes">
        <source> and %n more</source>
        <translation>
            <numerusform> and %n more</numerusform>
            <numerusform> and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hinoban::ui::TimelinePicture</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hinoban::ui::WatchDialog</name>
    <message numerus="yes">
        <source>Looking at %n domains: parent zone, authoritative servers, resolvers, registry.</source>
        <translation>
            <numerusform>Looking at %n domain: parent zone, authoritative servers, resolvers, registry.</numerusform>
            <numerusform>Looking at %n domains: parent zone, authoritative servers, resolvers, registry.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n domains</source>
        <translation>
            <numerusform>%n domain</numerusform>
            <numerusform>%n domains</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n records were left out:</source>
        <translation>
            <numerusform>%1: %n record was left out:</numerusform>
            <numerusform>%1: %n records were left out:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hinoban::ui::WhyPanel</name>
    <message numerus="yes">
        <source>%n pieces of evidence</source>
        <translation>
            <numerusform>%n piece of evidence</numerusform>
            <numerusform>%n pieces of evidence</numerusform>
        </translation>
    </message>
</context>
</TS>
