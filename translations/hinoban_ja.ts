<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP" sourcelanguage="en_GB">
<context>
    <name>CertificateLog</name>
    <message>
        <source>The search asks us to wait before we ask again.</source>
        <translation>検索サーバーから、次の問い合わせまで間隔を空けるよう求められました。</translation>
    </message>
    <message>
        <source>The search points to another server, and Hinoban does not follow.</source>
        <translation>検索サーバーが別のサーバーへ誘導しましたが、Hinoban は従いません。</translation>
    </message>
    <message>
        <source>The search answered with the HTTP status %1.</source>
        <translation>検索サーバーが HTTP ステータス %1 を返しました。</translation>
    </message>
    <message>
        <source>The search did not answer in time.</source>
        <translation>検索サーバーから時間内に応答がありませんでした。</translation>
    </message>
    <message>
        <source>The search&apos;s name has no address.</source>
        <translation>検索サーバーの名前にアドレスがありません。</translation>
    </message>
    <message>
        <source>Packets to the search are not permitted.</source>
        <translation>検索サーバーへのパケット送信は許可されていません。</translation>
    </message>
    <message>
        <source>The search sent more than 4 MiB.</source>
        <translation>検索サーバーが 4 MiB を超えるデータを送ってきました。</translation>
    </message>
    <message>
        <source>The search cannot be reached (%1).</source>
        <translation>検索サーバーに接続できません（%1）。</translation>
    </message>
</context>
<context>
    <name>ContactWords</name>
    <message>
        <source>Registrar support</source>
        <translation>レジストラ サポート</translation>
    </message>
    <message>
        <source>Registrar&apos;s CSIRT</source>
        <translation>レジストラ CSIRT</translation>
    </message>
    <message>
        <source>DNS provider&apos;s support</source>
        <translation>DNS 事業者 サポート</translation>
    </message>
    <message>
        <source>National CSIRT</source>
        <translation>ナショナル CSIRT</translation>
    </message>
    <message>
        <source>Hosting of the attacker&apos;s server</source>
        <translation>偽サーバーのホスティング事業者</translation>
    </message>
    <message>
        <source>Telephone script</source>
        <translation>電話台本</translation>
    </message>
    <message>
        <source>Urgent request</source>
        <translation>緊急の依頼</translation>
    </message>
    <message>
        <source>Request between CSIRTs</source>
        <translation>CSIRT 間の依頼</translation>
    </message>
    <message>
        <source>Take-down request</source>
        <translation>停止の依頼</translation>
    </message>
    <message>
        <source>Support case</source>
        <translation>サポートへの問い合わせ</translation>
    </message>
    <message>
        <source>Abuse report</source>
        <translation>不正利用の通報</translation>
    </message>
    <message>
        <source>phone</source>
        <translation>電話</translation>
    </message>
    <message>
        <source>mail</source>
        <translation>メール</translation>
    </message>
    <message>
        <source>form</source>
        <translation>フォーム</translation>
    </message>
    <message>
        <source>fax</source>
        <translation>FAX</translation>
    </message>
    <message>
        <source>ticket</source>
        <translation>チケット</translation>
    </message>
    <message>
        <source>from the organisation&apos;s own page</source>
        <translation>当該組織のページによる</translation>
    </message>
    <message>
        <source>from a third party</source>
        <translation>第三者の情報による</translation>
    </message>
    <message>
        <source>from your team</source>
        <translation>自チームの情報による</translation>
    </message>
    <message>
        <source>source unverified</source>
        <translation>出典未確認</translation>
    </message>
    <message>
        <source>never verified</source>
        <translation>未確認</translation>
    </message>
    <message>
        <source>verified %1</source>
        <translation>%1 確認</translation>
    </message>
    <message>
        <source>Registrar of the look-alike domain</source>
        <translation>類似ドメインのレジストラ</translation>
    </message>
    <message>
        <source>Services with accounts of ours</source>
        <translation>自社アカウントのあるサービス</translation>
    </message>
    <message>
        <source>Certification authority</source>
        <translation>認証局</translation>
    </message>
    <message>
        <source>Registry</source>
        <translation>レジストリ</translation>
    </message>
    <message>
        <source>Public resolver</source>
        <translation>公開リゾルバー</translation>
    </message>
    <message>
        <source>Privacy authority</source>
        <translation>個人情報保護の監督機関</translation>
    </message>
    <message>
        <source>Financial regulator</source>
        <translation>金融の監督官庁</translation>
    </message>
    <message>
        <source>Police</source>
        <translation>警察</translation>
    </message>
    <message>
        <source>Anti-phishing council</source>
        <translation>フィッシング対策協議会</translation>
    </message>
    <message>
        <source>Advice</source>
        <translation>相談窓口</translation>
    </message>
    <message>
        <source>ICANN compliance</source>
        <translation>ICANN コンプライアンス</translation>
    </message>
    <message>
        <source>The public</source>
        <translation>一般公開</translation>
    </message>
    <message>
        <source>Customers concerned</source>
        <translation>対象のお客様</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>社員</translation>
    </message>
    <message>
        <source>Response team</source>
        <translation>対策本部</translation>
    </message>
    <message>
        <source>Request for logs and cause</source>
        <translation>記録と原因の照会</translation>
    </message>
    <message>
        <source>Undo a transfer</source>
        <translation>移管の取り消し</translation>
    </message>
    <message>
        <source>Take-down: update</source>
        <translation>停止調整の続報</translation>
    </message>
    <message>
        <source>Suspend look-alike domains</source>
        <translation>類似ドメインの停止依頼</translation>
    </message>
    <message>
        <source>Freeze accounts and resets</source>
        <translation>アカウント凍結と再設定の無効化</translation>
    </message>
    <message>
        <source>Revoke a certificate</source>
        <translation>証明書の失効依頼</translation>
    </message>
    <message>
        <source>Preliminary report</source>
        <translation>速報</translation>
    </message>
    <message>
        <source>Final report</source>
        <translation>確報</translation>
    </message>
    <message>
        <source>First report</source>
        <translation>第一報</translation>
    </message>
    <message>
        <source>Paper for the police</source>
        <translation>警察への相談資料</translation>
    </message>
    <message>
        <source>Press release, first</source>
        <translation>プレスリリース（第一報）</translation>
    </message>
    <message>
        <source>Press release, final</source>
        <translation>プレスリリース（最終報告）</translation>
    </message>
    <message>
        <source>Notice to customers</source>
        <translation>お客様へのお知らせ</translation>
    </message>
    <message>
        <source>Notice to staff</source>
        <translation>社員への連絡</translation>
    </message>
    <message>
        <source>Situation report</source>
        <translation>状況報告</translation>
    </message>
    <message>
        <source>no answer yet</source>
        <translation>回答待ち</translation>
    </message>
    <message>
        <source>acknowledged</source>
        <translation>受付済み</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>対応不可</translation>
    </message>
    <message>
        <source>withdrawn</source>
        <translation>取り下げ</translation>
    </message>
    <message>
        <source>IR only</source>
        <translation>IR 限定</translation>
    </message>
    <message>
        <source>Please set new passwords</source>
        <translation>パスワードの再設定のお願い</translation>
    </message>
</context>
<context>
    <name>CopyMenu</name>
    <message>
        <source>As &amp;dig prints it</source>
        <translation>dig の出力形式(&amp;D)</translation>
    </message>
    <message>
        <source>The reply in &amp;hex</source>
        <translation>応答の 16 進表記(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;JSON (RFC 8427)</source>
        <translation>JSON（RFC 8427）(&amp;J)</translation>
    </message>
</context>
<context>
    <name>Error</name>
    <message>
        <source>This cannot be read as what it should be.</source>
        <translation>想定した形式として読み取れません。</translation>
    </message>
    <message>
        <source>It is not there.</source>
        <translation>見つかりません。</translation>
    </message>
    <message>
        <source>This is not permitted.</source>
        <translation>許可されていません。</translation>
    </message>
    <message>
        <source>It cannot be reached.</source>
        <translation>到達できません。</translation>
    </message>
    <message>
        <source>There was no answer in time.</source>
        <translation>時間内に応答がありませんでした。</translation>
    </message>
    <message>
        <source>Another program holds this workspace open.</source>
        <translation>別のプログラムがこのワークスペースを開いています。</translation>
    </message>
    <message>
        <source>This place cannot be written to.</source>
        <translation>この場所には書き込めません。</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>ディスクに空きがありません。</translation>
    </message>
    <message>
        <source>What is stored here is damaged.</source>
        <translation>ここに保存されている内容は壊れています。</translation>
    </message>
    <message>
        <source>This was written by a newer version of Hinoban.</source>
        <translation>これは、より新しい版の Hinoban で書かれたものです。</translation>
    </message>
    <message>
        <source>Hinoban has made a mistake.</source>
        <translation>Hinoban の誤りです。</translation>
    </message>
</context>
<context>
    <name>EvidenceTable</name>
    <message>
        <source>When</source>
        <translation>日時</translation>
    </message>
    <message>
        <source>Vantage</source>
        <translation>観測点</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>サーバー</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>問い合わせ</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>応答</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>回数</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>あるべき値</translation>
    </message>
    <message>
        <source>asked by %1</source>
        <translation>%1 による問い合わせ</translation>
    </message>
    <message>
        <source>%1 as expected, %2 otherwise, %3 unknown</source>
        <translation>あるべき値どおり %1、相違 %2、不明 %3</translation>
    </message>
</context>
<context>
    <name>ExposureDialog</name>
    <message>
        <source>to do</source>
        <translation>未対応</translation>
    </message>
    <message>
        <source>asked</source>
        <translation>依頼済み</translation>
    </message>
    <message>
        <source>reset</source>
        <translation>再設定済み</translation>
    </message>
    <message>
        <source>attacker tried</source>
        <translation>攻撃者による試行あり</translation>
    </message>
</context>
<context>
    <name>Finding</name>
    <message>
        <source>The parent zone delegates %1 to %2, which is not one of its nameservers (%3 of the parent&apos;s servers say so). Expected: %4.</source>
        <translation>親ゾーンが %1 を %2 に委任していますが、これは想定外のネームサーバーです（親サーバーのうち %3 がそう答えています）。あるべき値: %4。</translation>
    </message>
    <message>
        <source>The parent zone delegates %1 to %2 (%3 of the parent&apos;s servers say so): a valid name of %5, but not of your account. Expected: %4.</source>
        <translation>親ゾーンが %1 を %2 に委任しています（親サーバーのうち %3 がそう答えています）。%5 の正規の名前ですが、自社のアカウントのものではありません。あるべき値: %4。</translation>
    </message>
    <message>
        <source>The parent zone no longer names %2 for %1 (%3 of the parent&apos;s servers say so). Expected: %4.</source>
        <translation>親ゾーンの %1 の委任から %2 がなくなっています（親サーバーのうち %3 がそう答えています）。あるべき値: %4。</translation>
    </message>
    <message>
        <source>Resolvers are told that %2 is a nameserver of %1, which it is not (%3 of those asked: %4).</source>
        <translation>リゾルバーは %2 を %1 のネームサーバーとして受け取っていますが、想定外です（問い合わせたリゾルバーのうち %3: %4）。</translation>
    </message>
    <message>
        <source>Resolvers are told that %2 is a nameserver of %1 (%3 of those asked: %4): a valid name of %5, but not of your account.</source>
        <translation>リゾルバーは %2 を %1 のネームサーバーとして受け取っています（問い合わせたリゾルバーのうち %3: %4）。%5 の正規の名前ですが、自社のアカウントのものではありません。</translation>
    </message>
    <message>
        <source>The parent zone and the servers it names do not agree on the nameservers of %1. Only at the parent: %2. Only at its servers: %3 (%4 of them).</source>
        <translation>%1 のネームサーバーについて、親ゾーンと権威サーバーの答えが食い違っています。親のみ: %2。権威のみ: %3（権威サーバーのうち %4）。</translation>
    </message>
    <message>
        <source>%1 imitates %2: only zeros before a number differ.</source>
        <translation>%1 は %2 の偽物です。違いは数字の前の 0 だけです。</translation>
    </message>
    <message>
        <source>%1 imitates %2: characters were exchanged for others that look the same.</source>
        <translation>%1 は %2 の偽物です。見た目が同じ別の文字に置き換えられています。</translation>
    </message>
    <message>
        <source>%1 imitates %2: only hyphens and dots differ.</source>
        <translation>%1 は %2 の偽物です。違いはハイフンとドットだけです。</translation>
    </message>
    <message>
        <source>%1 imitates %2: the same name was registered under another ending.</source>
        <translation>%1 は %2 の偽物です。同じ名前が別の末尾（TLD）で登録されています。</translation>
    </message>
    <message>
        <source>%1 imitates %2: one character differs, by a single bit.</source>
        <translation>%1 は %2 の偽物です。1 文字が 1 ビットだけ違います。</translation>
    </message>
    <message>
        <source>%1 imitates %2: one character was added, left out, replaced or moved.</source>
        <translation>%1 は %2 の偽物です。1 文字が追加、削除、置換または移動されています。</translation>
    </message>
    <message>
        <source>%1 imitates a nameserver of %2.</source>
        <translation>%1 は %2 のネームサーバーの偽物です。</translation>
    </message>
    <message>
        <source>The SOA record of %1 is not the expected one (%2 servers): %3 differ. Seen: %4. Expected: %5.</source>
        <translation>%1 の SOA レコードがあるべき値と異なります（サーバー %2）。異なる項目: %3。観測: %4。あるべき値: %5。</translation>
    </message>
    <message>
        <source>The SOA serial of %1 is older than the expected one (%2 servers): %3.</source>
        <translation>%1 の SOA シリアルがあるべき値より古くなっています（サーバー %2）: %3。</translation>
    </message>
    <message>
        <source>The TTL of %1 is %2 s, at least twice the expected %3 s (%4 servers): caches will keep it longer.</source>
        <translation>%1 の TTL は %2 秒で、あるべき値 %3 秒の 2 倍以上です（サーバー %4）。キャッシュに長く残ります。</translation>
    </message>
    <message>
        <source>The TTL of %1 is %2 s, at most a tenth of the expected %3 s (%4 servers): it can be switched at short notice.</source>
        <translation>%1 の TTL は %2 秒で、あるべき値 %3 秒の 10 分の 1 以下です（サーバー %4）。短時間で切り替えられる状態です。</translation>
    </message>
    <message>
        <source>Mail is led to %1 at %2, which nobody expects (preference %3, TTL %4 s; %5 authoritative servers say so). Whoever runs it can read and answer the mail.</source>
        <translation>メールが想定外の %1（%2）に導かれています（優先度 %3、TTL %4 秒、権威サーバー %5 がそう答えています）。その運用者はメールを読み、返信できます。</translation>
    </message>
    <message>
        <source>Mail is led to %1, which nobody expects and whose address is not known (preference %2, TTL %3 s; %4 authoritative servers say so).</source>
        <translation>メールが想定外の %1 に導かれています。アドレスは不明です（優先度 %2、TTL %3 秒、権威サーバー %4 がそう答えています）。</translation>
    </message>
    <message>
        <source>Resolvers lead mail to %1 at %2, which nobody expects (preference %3, TTL %4 s; %5 of the resolvers asked).</source>
        <translation>リゾルバーがメールを想定外の %1（%2）に導いています（優先度 %3、TTL %4 秒、問い合わせたリゾルバーのうち %5）。</translation>
    </message>
    <message>
        <source>Resolvers lead mail to %1, which nobody expects and whose address is not known (preference %2, TTL %3 s; %4 of the resolvers asked).</source>
        <translation>リゾルバーがメールを想定外の %1 に導いています。アドレスは不明です（優先度 %2、TTL %3 秒、問い合わせたリゾルバーのうち %4）。</translation>
    </message>
    <message>
        <source>%1 is missing %2 (%3 authoritative servers). Seen: %4.</source>
        <translation>%1 に %2 がありません（権威サーバー %3）。観測: %4。</translation>
    </message>
    <message>
        <source>%1 has the expected exchangers with other preferences (%2 authoritative servers). Seen: %3.</source>
        <translation>%1 のメールサーバーはあるべき値のとおりですが、優先度が異なります（権威サーバー %2）。観測: %3。</translation>
    </message>
    <message>
        <source>%1 leads to %2, which is not expected (%3 authoritative servers). Expected: %4.</source>
        <translation>%1 が想定外の %2 を指しています（権威サーバー %3）。あるべき値: %4。</translation>
    </message>
    <message>
        <source>Resolvers say that %1 leads to %2, which is not expected (%3 of those asked: %4).</source>
        <translation>リゾルバーによると、%1 が想定外の %2 を指しています（問い合わせたリゾルバーのうち %3: %4）。</translation>
    </message>
    <message>
        <source>%1 should not exist, and leads to %2 (%3 authoritative servers).</source>
        <translation>%1 は存在しないはずですが、%2 を指しています（権威サーバー %3）。</translation>
    </message>
    <message>
        <source>%1 should not exist, and resolvers say that it leads to %2 (%3 of those asked: %4).</source>
        <translation>%1 は存在しないはずですが、リゾルバーによると %2 を指しています（問い合わせたリゾルバーのうち %3: %4）。</translation>
    </message>
    <message>
        <source>%1 is gone (%2 authoritative servers). Expected: %3.</source>
        <translation>%1 がなくなっています（権威サーバー %2）。あるべき値: %3。</translation>
    </message>
    <message>
        <source>The SPF record in %1 was changed (%2 of the servers asked): others may now send mail in this name. Unexpected: %3. Missing: %4.</source>
        <translation>%1 の SPF レコードが変更されています（問い合わせたサーバーのうち %2）。第三者がこの名前でメールを送れるおそれがあります。想定外: %3。不足: %4。</translation>
    </message>
    <message>
        <source>The DKIM key %1 was changed (%2 of the servers asked). Unexpected: %3. Missing: %4.</source>
        <translation>DKIM 鍵 %1 が変更されています（問い合わせたサーバーのうち %2）。想定外: %3。不足: %4。</translation>
    </message>
    <message>
        <source>The DMARC policy %1 was changed (%2 of the servers asked). Unexpected: %3. Missing: %4.</source>
        <translation>DMARC ポリシー %1 が変更されています（問い合わせたサーバーのうち %2）。想定外: %3。不足: %4。</translation>
    </message>
    <message>
        <source>%1 was changed (%2 of the servers asked): others may issue certificates. Unexpected: %3. Missing: %4.</source>
        <translation>%1 が変更されています（問い合わせたサーバーのうち %2）。ほかの認証局が証明書を発行できるおそれがあります。想定外: %3。不足: %4。</translation>
    </message>
    <message>
        <source>%1 was changed (%2 of the servers asked): somebody may be proving control to get a certificate. Unexpected: %3. Missing: %4.</source>
        <translation>%1 が変更されています（問い合わせたサーバーのうち %2）。何者かが証明書を取得するために管理権を証明しているおそれがあります。想定外: %3。不足: %4。</translation>
    </message>
    <message>
        <source>%1 was changed (%2 of the servers asked). Unexpected: %3. Missing: %4.</source>
        <translation>%1 が変更されています（問い合わせたサーバーのうち %2）。想定外: %3。不足: %4。</translation>
    </message>
    <message>
        <source>The registration of %1 was changed at %2, after the change accepted last (%3), and nobody has accepted it.</source>
        <translation>%1 の登録情報が %2 に変更されました。最後に承認された変更（%3）より後のもので、まだ誰も承認していません。</translation>
    </message>
    <message>
        <source>%1 domains show %2 within one hour: %3.</source>
        <translation>%1 件のドメインで 1 時間以内に %2 が出ています: %3。</translation>
    </message>
    <message>
        <source>%1 never issues this name: its number does not fit its zone.</source>
        <translation>%1 はこの名前を発行しません（番号とゾーンが対応しません）。</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>%1: %2 (%3).</source>
        <translation>%1: %2（%3）。</translation>
    </message>
    <message>
        <source>The parent zone has no DS record of %1 any more (%2 of the parent&apos;s servers say so): nobody can tell true data of the domain from false. Expected: %3.</source>
        <translation>親ゾーンから %1 の DS レコードがなくなっています（親のサーバー %2）。このドメインの正しいデータと偽のデータを、誰も見分けられなくなります。あるべき値: %3。</translation>
    </message>
    <message>
        <source>The parent zone vouches for other DNSSEC keys of %1 than expected (%2 of the parent&apos;s servers say so). Unexpected: %3. Missing: %4.</source>
        <translation>親ゾーンが、あるべき値とは異なる %1 の DNSSEC 鍵を保証しています（親のサーバー %2）。あるべき値にないもの: %3。欠けているもの: %4。</translation>
    </message>
    <message>
        <source>The DNSSEC chain of trust of %1 is broken: resolvers that validate refuse the domain. %2</source>
        <translation>%1 の DNSSEC の信頼の連鎖が途切れており、検証を行うリゾルバーはこのドメインを受け付けません。%2</translation>
    </message>
    <message>
        <source>What the servers of %1 say does not pass DNSSEC: resolvers that validate refuse %2. %3</source>
        <translation>%1 のサーバーの応答が DNSSEC の検証に通りません。検証を行うリゾルバーは %2 を受け付けません。%3</translation>
    </message>
    <message>
        <source>%1 was protected by DNSSEC and is not any more. %2</source>
        <translation>%1 は DNSSEC で保護されていましたが、現在は保護されていません。%2</translation>
    </message>
    <message>
        <source>%1 imitates %2: its name was taken up and words were added to it.</source>
        <translation>%1 は %2 の偽物です。名前をそのまま使い、別の語を付け加えています。</translation>
    </message>
    <message>
        <source>%1 imitates %2: %3 never issues this name.</source>
        <translation>%1 は %2 の偽物です。%3 がこの名前を発行することはありません。</translation>
    </message>
    <message>
        <source>The registration of %1 was renewed at %2, until %3; nothing else in it changed.</source>
        <translation>%1 の登録は %2 に更新されました（有効期限 %3）。ほかの登録内容に変更はありません。</translation>
    </message>
    <message>
        <source>The registration of %1 is held by another registrar: %2, not %3.</source>
        <translation>%1 の登録を管理するレジストラが %3 ではなく %2 になっています。</translation>
    </message>
    <message>
        <source>The registration of %1 was transferred at %2, and nobody has accepted it.</source>
        <translation>%1 の登録は %2 に移管されました。この移管は誰にも承認されていません。</translation>
    </message>
    <message>
        <source>The registration of %1 is about to leave its holder: its status is %2.</source>
        <translation>%1 の登録が登録者の手を離れようとしています。ステータスは %2 です。</translation>
    </message>
    <message>
        <source>The registration of %1 is on hold (%2): the registry takes it out of the DNS.</source>
        <translation>%1 の登録は保留（%2）になっています。レジストリは DNS への掲載を停止します。</translation>
    </message>
    <message>
        <source>The registration of %1 expires earlier than it did: %2, not %3.</source>
        <translation>%1 の登録の有効期限が、%3 から %2 に早まっています。</translation>
    </message>
    <message>
        <source>The registration of %1 has lost a lock: %2.</source>
        <translation>%1 の登録のロック（%2）が解除されています。</translation>
    </message>
    <message>
        <source>The registry has %2 as nameservers of %1, and its zone delegates to %3.</source>
        <translation>%1 のネームサーバーは、レジストリの登録では %2 ですが、ゾーンの委任先は %3 です。</translation>
    </message>
    <message>
        <source>The parent zone leads to %1 at %2 (%3 of its servers say so). Expected: %4.</source>
        <translation>親ゾーンは %1 のアドレスを %2 としています（親ゾーンのサーバー %3 台）。期待されるアドレスは %4 です。</translation>
    </message>
    <message>
        <source>The unexpected nameserver %1 stands on %2, to which %3 leads now.</source>
        <translation>想定外のネームサーバー %1 のアドレス %2 は、現在 %3 の指すアドレスと同じです。</translation>
    </message>
    <message>
        <source>The parent zone vouches for other DNSSEC keys of %1 than expected (%2 of the parent&apos;s servers say so). The expected keys have signed the new ones, as in a lawful change of keys: accept the new DS records if it was yours. Unexpected: %3. Missing: %4.</source>
        <translation>親ゾーンが、あるべき値とは異なる %1 の DNSSEC 鍵を保証しています（親のサーバー %2）。新しい鍵はあるべき鍵で署名されており、正規の鍵更新とみられます。自社による変更であれば、新しい DS を承認してください。あるべき値にないもの: %3。欠けているもの: %4。</translation>
    </message>
    <message>
        <source>%1, which nobody expects, serves %2 from a domain that is hours old: %3 was registered at %4, %5 hours before this look.</source>
        <translation>あるべき値にない %1 が %2 のサーバーになっています。そのドメイン名 %3 は %4 に登録されたばかりです（この確認の %5 時間前）。</translation>
    </message>
    <message>
        <source>%1, which nobody expects, serves %2 from a domain that is days old: %3 was registered at %4, %5 days before this look.</source>
        <translation>あるべき値にない %1 が %2 のサーバーになっています。そのドメイン名 %3 は %4 に登録されたばかりです（この確認の %5 日前）。</translation>
    </message>
    <message>
        <source>%1 was registered at %2, %3 hours before this look. It imitates %4, on which %5 depends: somebody may be preparing to take the domain over. This clears when the registration is gone, or when you say that it is harmless.</source>
        <translation>%1 が %2 に登録されました（この確認の %3 時間前）。%5 が依存する %4 に酷似しており、ドメイン名乗っ取りの準備のおそれがあります。登録がなくなるか、無害であると確認していただくと解消します。</translation>
    </message>
    <message>
        <source>%1 was registered at %2, %3 days before this look. It imitates %4, on which %5 depends: somebody may be preparing to take the domain over. This clears when the registration is gone, or when you say that it is harmless.</source>
        <translation>%1 が %2 に登録されました（この確認の %3 日前）。%5 が依存する %4 に酷似しており、ドメイン名乗っ取りの準備のおそれがあります。登録がなくなるか、無害であると確認していただくと解消します。</translation>
    </message>
    <message>
        <source>Resolvers go on saying that %1 is %2, long after every TTL has run out (%3 of those asked: %4; since %5); the nameservers are the right ones. Somebody lies to them, or they lie.</source>
        <translation>すべての TTL が切れた後も、リゾルバーは %1 を %2 と答え続けています（問い合わせた台数のうち %3: %4、%5 から）。ネームサーバーは正しいものです。リゾルバーが偽の情報を受け取っているか、リゾルバー自身が偽の応答を返しています。</translation>
    </message>
    <message>
        <source>Suspicion: the parent zone delegates %1 to %2, and the servers there name %3.</source>
        <translation>疑い: 親ゾーンは %1 を %2 に委任していますが、そのサーバーは %3 を挙げています。</translation>
    </message>
    <message>
        <source>Suspicion: caches still hold other nameservers of %1 than the parent zone names now: %2 before, %3 now. A move looks like this, and so does a hijack.</source>
        <translation>疑い: %1 について、親ゾーンが現在示すものとは別のネームサーバーがキャッシュに残っています（以前: %2、現在: %3）。移転でもハイジャックでも、このように見えます。</translation>
    </message>
    <message>
        <source>Suspicion: caches still lead mail for %1 to %2, and its servers now lead it to %3.</source>
        <translation>疑い: キャッシュは %1 宛てのメールをまだ %2 に導いていますが、権威サーバーは現在 %3 に導いています。</translation>
    </message>
    <message>
        <source>Suspicion: %2, which serves %1, imitates %3.</source>
        <translation>疑い: %1 を担う %2 は、%3 に似せた名前です。</translation>
    </message>
    <message>
        <source>Suspicion: the foreign nameserver %2 stands on %3, to which %1 itself leads: one machine plays both.</source>
        <translation>疑い: ドメイン外のネームサーバー %2 は %3 にあり、%1 自体も同じ宛先を指しています。1 台のサーバーが両方を兼ねています。</translation>
    </message>
    <message>
        <source>Suspicion: the registry has %2 as nameservers of %1, and its zone delegates to %3.</source>
        <translation>疑い: レジストリの登録では %1 のネームサーバーは %2 ですが、そのゾーンは %3 に委任しています。</translation>
    </message>
    <message>
        <source>Suspicion: the registration of %1 (%3) was changed only lately, at %2.</source>
        <translation>疑い: %1 の登録（%3）は、つい最近の %2 に変更されています。</translation>
    </message>
    <message>
        <source>The change of %1 that %2 planned until %3 is done: accept the new state (%4).</source>
        <translation>%2 が %3 までに予定していた %1 の変更が完了しました。新しい状態を承認してください（%4）。</translation>
    </message>
    <message>
        <source>The change of %1 that %2 planned until %3 has not come about: all is as it was (%4).</source>
        <translation>%2 が %3 までに予定していた %1 の変更は行われていません。すべて元のままです（%4）。</translation>
    </message>
    <message>
        <source>The time of the change of %1 that %2 planned until %3 is over, and what is there is neither the old state nor the planned one (%4).</source>
        <translation>%2 が %3 までに予定していた %1 の変更の期間は終わりましたが、現在の状態は元の状態でも予定の状態でもありません（%4）。</translation>
    </message>
    <message>
        <source>This is an expected change: %1 planned it until %2 (%3).</source>
        <translation>これは予定された変更です。%1 が %2 までに予定しています（%3）。</translation>
    </message>
    <message>
        <source>%1 has issued a certificate for %2, and neither the expected CAA records nor what stood in the public logs before speak of this issuer (serial numbers: %3; newest: %4; valid until %5). This clears when you say that it is yours, or when the certificates have expired.</source>
        <translation>%1 が %2 の証明書を発行しましたが、想定している CAA レコードにも、これまで公開ログにあった証明書にも、この発行者は見当たりません（シリアル番号：%3、最新の発行：%4、有効期限：%5）。自社のものと確認されたとき、または証明書の有効期限が切れたときに解消します。</translation>
    </message>
    <message>
        <source>A certificate for %2 was issued by %1 while the DNS was not as expected (serial numbers: %3; newest: %4; valid until %5). Whoever led the names away may have got it: have it revoked unless it is yours.</source>
        <translation>DNS が想定と異なっていた間に、%1 が %2 の証明書を発行しました（シリアル番号：%3、最新の発行：%4、有効期限：%5）。名前の向き先を変えた者が取得したおそれがあります。自社のものでなければ、失効を依頼してください。</translation>
    </message>
    <message>
        <source>What %2 serves of %1 does not pass DNSSEC (%3 of its servers): resolvers that validate refuse %5. %4</source>
        <translation>%2 が応答する %1 のデータが DNSSEC の検証に通りません（該当サーバー: %3）。検証を行うリゾルバーは %5 を受け付けません。%4</translation>
    </message>
    <message>
        <source>%1 is delegated to %2, which nobody expects (%3 authoritative servers of the domain say so): whoever runs that answers for this part. Expected: %4.</source>
        <translation>%1 は想定外の %2 に委任されています（ドメインの権威サーバーのうち %3 がそう答えています）。この部分への応答は、その運用者の思いのままになります。あるべき値: %4。</translation>
    </message>
    <message>
        <source>Resolvers are told that %2 answers for %1, which nobody expects (%3 of those asked: %4).</source>
        <translation>リゾルバは、%2 が %1 に答えるものとして受け取っていますが、想定外です（問い合わせたリゾルバのうち %3: %4）。</translation>
    </message>
    <message>
        <source>%1 is no longer delegated to %2 (%3 authoritative servers of the domain say so). Expected: %4.</source>
        <translation>%1 の委任から %2 がなくなっています（ドメインの権威サーバーのうち %3 がそう答えています）。あるべき値: %4。</translation>
    </message>
    <message>
        <source>The SOA serial of %1 ran backwards at every server (%2 of them answer so): it had reached %3. Now: %4. An older copy of the zone is served.</source>
        <translation>%1 のSOAシリアル番号が、すべてのサーバーで後戻りしました（%2 台が応答）。以前は %3 に達していましたが、現在は %4 です。古い内容のゾーンが公開されています。</translation>
    </message>
    <message>
        <source>The answers for %1 lead elsewhere: %2 at %3 (%4 ms), and the way to the usual address has changed, too. For the answer see %5.</source>
        <translation>%1 の応答先が変わっています: %2、アドレス %3(%4 ms)。従来のアドレスへの経路も変わっています。応答については %5 をご確認ください。</translation>
    </message>
    <message>
        <source>The answers for %1 lead elsewhere: %2 at %3 (%4 ms), and the way to the usual address has changed, too. For the answer look at the nameservers (D1).</source>
        <translation>%1 の応答先が変わっています: %2、アドレス %3(%4 ms)。従来のアドレスへの経路も変わっています。応答についてはネームサーバー(D1)をご確認ください。</translation>
    </message>
    <message>
        <source>The way to %1 is another: %2 from hop %3 on (%4), %5 ms. The answer is as ever: the routing has changed, not the DNS.</source>
        <translation>%1 への経路が変わっています: %2、ホップ %3(%4)以降、%5 ms。応答は平常どおりで、変わったのはDNSではなく経路制御です。</translation>
    </message>
    <message>
        <source>The ways to others have changed as well as the one to %1 (%2 of the control targets, %3 ms): look at your own network and its provider first.</source>
        <translation>%1 だけでなく、ほかの宛先への経路も変わっています(比較対象の %2、%3 ms)。まず自社のネットワークと接続事業者をご確認ください。</translation>
    </message>
    <message>
        <source>The answer for %1 and the way there are as ever, but not the time or the way back: %2 ms. A line on the way is full, or the replies take another one.</source>
        <translation>%1 の応答と経路は平常どおりですが、往復時間または戻りの経路が異なります: %2 ms。途中の回線が混雑しているか、応答が別の経路で戻っています。</translation>
    </message>
    <message>
        <source>The way to %1 is another of its usual ones (%2 ms): routers share the load.</source>
        <translation>%1 への経路は、平常時に使われている経路のひとつです(%2 ms)。ルーターの負荷分散によるものです。</translation>
    </message>
    <message>
        <source>%1 has another address, %2, in the same network and over the usual way (%3 ms): addresses rotate.</source>
        <translation>%1 のアドレスが %2 に変わりましたが、同じネットワークで、経路も平常どおりです(%3 ms)。アドレスの入れ替わりによるものです。</translation>
    </message>
    <message>
        <source>The answer for %1 and the way there are as ever (%2 ms).</source>
        <translation>%1 の応答と経路は平常どおりです(%2 ms)。</translation>
    </message>
    <message>
        <source>What is usual of the way to %1 is still being learned.</source>
        <translation>%1 への平常時の経路を学習しています。</translation>
    </message>
    <message>
        <source>The way to %1 could not be measured: whether it has changed cannot be told.</source>
        <translation>%1 への経路を測定できませんでした。変わったかどうかは判断できません。</translation>
    </message>
    <message>
        <source>Packets to %1 go round in circles and do not arrive: whether the way has changed cannot be told.</source>
        <translation>%1 へのパケットが途中で循環し、届いていません。経路が変わったかどうかは判断できません。</translation>
    </message>
    <message>
        <source>%1 does not answer; as far as the way to it can be seen, it is as ever.</source>
        <translation>%1 から応答がありません。見える範囲の経路は平常どおりです。</translation>
    </message>
    <message>
        <source>The way to %1 leads over routers of which nothing is known, as quickly as ever (%2 ms): whether it has changed cannot be told.</source>
        <translation>%1 への経路に情報のないルーターがありますが、速さは平常どおりです(%2 ms)。経路が変わったかどうかは判断できません。</translation>
    </message>
    <message>
        <source>The answers for %1 lead elsewhere: %2 at %3 (%4 ms). The way to the usual address is as ever: it is the DNS that has changed, see %5.</source>
        <translation>%1 の応答先が変わっています: %2、アドレス %3(%4 ms)。従来のアドレスへの経路は平常どおりのため、変わったのはDNSの応答です。%5 をご確認ください。</translation>
    </message>
    <message>
        <source>The answers for %1 lead elsewhere: %2 at %3 (%4 ms). The way to the usual address is as ever: it is the DNS that has changed, look at the nameservers (D1).</source>
        <translation>%1 の応答先が変わっています: %2、アドレス %3(%4 ms)。従来のアドレスへの経路は平常どおりのため、変わったのはDNSの応答です。ネームサーバー(D1)をご確認ください。</translation>
    </message>
</context>
<context>
    <name>HopNotes</name>
    <message>
        <source>Doubtful: from %1 to %2 it is %3 km, for which light needs %4 ms there and back; measured were %5 ms.</source>
        <translation>疑わしい場所: %1 から %2 までは %3 km あり、光の往復に %4 ms かかりますが、実測は %5 ms です。</translation>
    </message>
    <message>
        <source>limited</source>
        <extracomment>In the narrow column of what was lost: the router counts its replies, so silence is no loss</extracomment>
        <translation>制限</translation>
    </message>
    <message>
        <source>Sent %1, answered %2, withheld %3, lost %4</source>
        <translation>送信 %1、応答 %2、応答の抑制 %3、損失 %4</translation>
    </message>
    <message>
        <source>Last %1 ms, best %2 ms, average %3 ms, worst %4 ms</source>
        <translation>最新 %1 ms、最短 %2 ms、平均 %3 ms、最長 %4 ms</translation>
    </message>
    <message>
        <source>Deviation %1 ms, jitter %2 ms, median %3 ms, 95 % below %4 ms</source>
        <translation>標準偏差 %1 ms、ジッター %2 ms、中央値 %3 ms、95 % が %4 ms 以下</translation>
    </message>
    <message>
        <source>Replies arrive with TTL %1</source>
        <translation>応答の到着時のTTLは %1 です</translation>
    </message>
    <message>
        <source>This router limits its replies: silence here is no loss.</source>
        <translation>このルーターは応答数を制限しています。応答がなくても損失ではありません。</translation>
    </message>
</context>
<context>
    <name>HopTable</name>
    <message>
        <source>Nothing measures the path to this domain here: there is no prober. The findings do not depend on it.</source>
        <translation>ここにはこのドメインへの経路を計測する手段がありません。所見には影響しません。</translation>
    </message>
    <message>
        <source>There is no usual path yet to compare today&apos;s with.</source>
        <translation>比べるための基準の経路がまだありません。</translation>
    </message>
    <message>
        <source>The usual path is known; today&apos;s has not been measured yet.</source>
        <translation>基準の経路はありますが、いまの経路はまだ計測されていません。</translation>
    </message>
    <message>
        <source>The path could not be measured: %1</source>
        <translation>経路を計測できませんでした: %1</translation>
    </message>
    <message>
        <source>The path is as usual.</source>
        <translation>経路は基準どおりです。</translation>
    </message>
    <message>
        <source>The answer leads elsewhere: %1, another way from hop %2 on.</source>
        <translation>答えの行き先が変わりました: %1。経路はホップ %2 から異なります。</translation>
    </message>
    <message>
        <source>The answer leads elsewhere: %1.</source>
        <translation>答えの行き先が変わりました: %1。</translation>
    </message>
    <message>
        <source>The answer is another address at the same place: %1.</source>
        <translation>答えは同じ場所の別のアドレスです: %1。</translation>
    </message>
    <message>
        <source>The answer leads to the same address, another way from hop %1 on.</source>
        <translation>答えの行き先は同じアドレスですが、経路がホップ %1 から異なります。</translation>
    </message>
    <message>
        <source>Slower: %1 → %2 ms.</source>
        <translation>応答が遅くなりました: %1 → %2 ms。</translation>
    </message>
    <message>
        <source>Response %1 → %2 ms.</source>
        <translation>応答 %1 → %2 ms。</translation>
    </message>
</context>
<context>
    <name>HostileTable</name>
    <message>
        <source>Addresses</source>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1: what it is (&quot;Network&quot;). %2: the value</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>name server</source>
        <translation>ネームサーバー</translation>
    </message>
    <message>
        <source>mail host</source>
        <translation>メールサーバー</translation>
    </message>
    <message>
        <source>address</source>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>domain</source>
        <translation>ドメイン</translation>
    </message>
    <message>
        <source>certificate</source>
        <translation>証明書</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>alive</source>
        <translation>稼働中</translation>
    </message>
    <message>
        <source>answers otherwise</source>
        <translation>応答が変化</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>does not resolve</source>
        <translation>名前解決不可</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>いつから</translation>
    </message>
    <message>
        <source>Next question</source>
        <translation>次の確認</translation>
    </message>
    <message>
        <source>Whom to ask</source>
        <translation>依頼先</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>依頼</translation>
    </message>
    <message>
        <source>not hostile</source>
        <translation>攻撃者のものではない</translation>
    </message>
    <message>
        <source>not asked</source>
        <translation>確認しない</translation>
    </message>
    <message>
        <source>now</source>
        <translation>まもなく</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>%1後</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>%1 said that it is not hostile: %2</source>
        <translation>%1 が攻撃者のものではないと判断：%2</translation>
    </message>
    <message>
        <source>Named by %1: %2</source>
        <translation>%1 が登録：%2</translation>
    </message>
    <message>
        <source>Seen by</source>
        <translation>検知</translation>
    </message>
    <message>
        <source>First seen</source>
        <translation>初認</translation>
    </message>
    <message>
        <source>Imitates</source>
        <translation>模倣の対象</translation>
    </message>
    <message>
        <source>His hosts there</source>
        <translation>攻撃者のホスト</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>ネットワーク</translation>
    </message>
    <message>
        <source>Registrar</source>
        <translation>レジストラ</translation>
    </message>
    <message>
        <source>Registered</source>
        <translation>登録日時</translation>
    </message>
    <message>
        <source>Report misuse to</source>
        <translation>不正利用の通報先</translation>
    </message>
    <message>
        <source>Last asked</source>
        <translation>最終確認</translation>
    </message>
    <message>
        <source>Asked for everything of ours</source>
        <translation>自社に関する全件の問い合わせ</translation>
    </message>
    <message>
        <source>%1 alive</source>
        <translation>稼働中 %1</translation>
    </message>
    <message>
        <source>%1 answer otherwise</source>
        <translation>応答が変化 %1</translation>
    </message>
    <message>
        <source>%1 not known</source>
        <translation>不明 %1</translation>
    </message>
    <message>
        <source>%1 stopped</source>
        <translation>停止 %1</translation>
    </message>
    <message>
        <source>%1 no longer resolve</source>
        <translation>名前解決不可 %1</translation>
    </message>
</context>
<context>
    <name>IncidentClocks</name>
    <message>
        <source>in %1</source>
        <translation>あと %1</translation>
    </message>
    <message>
        <source>overdue by %1</source>
        <translation>%1 超過</translation>
    </message>
    <message>
        <source>%1: %2. %3</source>
        <translation>%1: %2。%3</translation>
    </message>
    <message>
        <source>asked %1 ago</source>
        <translation>依頼から %1</translation>
    </message>
    <message>
        <source>Request %1 to %2: asked %3 ago (%4).</source>
        <translation>依頼 %1（%2）: 依頼から %3（%4）。</translation>
    </message>
    <message>
        <source>applies?</source>
        <translation>該当するか未定</translation>
    </message>
    <message>
        <source>Nobody has decided yet whether it applies.</source>
        <translation>該当するかどうか、まだ判断されていません。</translation>
    </message>
    <message>
        <source>does not apply</source>
        <translation>該当しない</translation>
    </message>
    <message>
        <source>done</source>
        <translation>済み</translation>
    </message>
    <message>
        <source>It applies %1.</source>
        <translation>適用条件: %1。</translation>
    </message>
    <message>
        <source>It counts from when it was known: %1.</source>
        <translation>知った日時から数えます: %1。</translation>
    </message>
    <message>
        <source>It would count from when Hinoban noticed: %1.</source>
        <translation>該当する場合、Hinoban の検知日時から数えます: %1。</translation>
    </message>
    <message>
        <source>As early as %1 if possible.</source>
        <translation>目安は %1 まで。</translation>
    </message>
    <message>
        <source>Due %1.</source>
        <translation>期限は %1。</translation>
    </message>
    <message>
        <source>Decided by %1, %2. %3</source>
        <translation>判断: %1、%2。%3</translation>
    </message>
    <message>
        <source>Source: %1 (%2)</source>
        <translation>出典: %1（%2）</translation>
    </message>
    <message>
        <source>Since the change</source>
        <translation>改ざんから</translation>
    </message>
    <message>
        <source>So says the registry.</source>
        <translation>レジストリによる日時です。</translation>
    </message>
    <message>
        <source>So says the first evidence.</source>
        <translation>最初の証拠による日時です。</translation>
    </message>
    <message>
        <source>Since noticed</source>
        <translation>検知から</translation>
    </message>
    <message>
        <source>Since the repair</source>
        <translation>復旧から</translation>
    </message>
    <message>
        <source>Next meeting</source>
        <translation>次の会議</translation>
    </message>
    <message>
        <source>Every day at %1 (%2). The situation report is drafted from the timeline.</source>
        <translation>毎日 %1（%2）。状況報告はタイムラインから下書きされます。</translation>
    </message>
</context>
<context>
    <name>Interception</name>
    <message>
        <source>Your network rewrites DNS: what it says about a domain is no evidence of a hijack. %1</source>
        <translation>お使いのネットワークが DNS の応答を書き換えています。ここで見えるドメインの内容は、ハイジャックの証拠にはなりません。%1</translation>
    </message>
    <message>
        <source>Somebody answers for %1, an address where nobody is.</source>
        <translation>誰もいないはずのアドレス %1 から応答が返ります。</translation>
    </message>
    <message>
        <source>Servers of the parent zone answer like a resolver, with recursion and without authority (%1).</source>
        <translation>親ゾーンのサーバーが、権威を持たず再帰を提供するリゾルバーのように応答しています（%1）。</translation>
    </message>
    <message>
        <source>Resolvers give other answers over TLS or HTTPS than over port 53, all in the same way (%1).</source>
        <translation>リゾルバーの応答が、TLS または HTTPS とポート 53 とで、どれも同じように食い違っています（%1）。</translation>
    </message>
</context>
<context>
    <name>Path</name>
    <message>
        <source>Nobody on the path answered.</source>
        <translation>経路上のどこからも応答がありませんでした。</translation>
    </message>
    <message>
        <source>Packets to this address are not permitted.</source>
        <translation>このアドレスへのパケットは許可されていません。</translation>
    </message>
    <message>
        <source>ICMP echo requests</source>
        <translation>ICMP エコー要求で計測しました</translation>
    </message>
    <message>
        <source>TCP connections to port %1</source>
        <translation>TCP でポート %1 に接続して計測しました</translation>
    </message>
    <message>
        <source>UDP datagrams to port %1</source>
        <translation>UDP をポート %1 に送って計測しました</translation>
    </message>
    <message>
        <source>the system allows ICMP to everybody</source>
        <translation>このシステムでは ICMP の送信が誰にも許可されています</translation>
    </message>
    <message>
        <source>the system keeps ICMP to itself (net.ipv4.ping_group_range)</source>
        <translation>このシステムでは ICMP の送信が許可されていないためです（net.ipv4.ping_group_range）</translation>
    </message>
    <message>
        <source>the system keeps ICMP to itself, and no port of a service is known</source>
        <translation>このシステムでは ICMP の送信が許可されておらず、サービスのポートも不明なためです</translation>
    </message>
    <message>
        <source>load is shared by ports, which ICMP has none of</source>
        <translation>負荷分散はポートで決まり、ICMP にはポートがないためです</translation>
    </message>
    <message>
        <source>the system gives no socket for anything else</source>
        <translation>ほかの方式のソケットをシステムが開かせないためです</translation>
    </message>
    <message>
        <source>as you asked</source>
        <translation>ご指定によるものです</translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <translation>%1。%2。</translation>
    </message>
    <message>
        <source>This machine knows no way to this address.</source>
        <translation>この端末には、このアドレスへの経路がありません。</translation>
    </message>
    <message>
        <source>The system gives no socket to measure with.</source>
        <translation>計測用のソケットをシステムが開かせないため、経路を計測できません。</translation>
    </message>
    <message>
        <source>This machine stood still while the path was measured.</source>
        <translation>計測中にこの端末が休止したため、経路は不明です。</translation>
    </message>
    <message>
        <source>This machine changed its network while the path was measured.</source>
        <translation>計測中にこの端末のネットワークが変わったため、経路は不明です。</translation>
    </message>
</context>
<context>
    <name>Plan</name>
    <message>
        <source>not stated</source>
        <translation>指定なし</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>to come</source>
        <translation>開始前</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>期間中</translation>
    </message>
    <message>
        <source>over: not known yet how it ended</source>
        <translation>期間終了: 結果は未確認です</translation>
    </message>
    <message>
        <source>done: waits to be accepted</source>
        <translation>完了: 承認待ちです</translation>
    </message>
    <message>
        <source>over: nothing has changed</source>
        <translation>期間終了: 変更されていません</translation>
    </message>
    <message>
        <source>over: it ended otherwise</source>
        <translation>期間終了: 予定と異なります</translation>
    </message>
    <message>
        <source>%1 to %2 (%3 to %4 UTC)</source>
        <extracomment>From and until of a planned change; in local time, and in UTC</extracomment>
        <translation>%1～%2（%3～%4 UTC）</translation>
    </message>
    <message>
        <source>Record set</source>
        <translation>レコードセット</translation>
    </message>
    <message>
        <source>Expected so far</source>
        <translation>現在のあるべき値</translation>
    </message>
    <message>
        <source>Shall be</source>
        <translation>予定する値</translation>
    </message>
    <message>
        <source>registrar</source>
        <translation>レジストラ</translation>
    </message>
    <message>
        <source>Planned change of %1 — %2; %3; %4: %5</source>
        <extracomment>What changes, how it stands, when; who planned it and why</extracomment>
        <translation>%1 の変更予定 — %2 · %3 · %4: %5</translation>
    </message>
</context>
<context>
    <name>Problem</name>
    <message>
        <source>the network between rewrites DNS</source>
        <translation>途中のネットワークがDNSを書き換えています</translation>
    </message>
    <message>
        <source>whose address it is (origin AS) is not known</source>
        <translation>アドレスの所属（起源AS）が分かりません</translation>
    </message>
    <message>
        <source>malformed reply</source>
        <translation>壊れた応答</translation>
    </message>
    <message>
        <source>timed out</source>
        <translation>応答なし（時間切れ）</translation>
    </message>
    <message>
        <source>unreachable</source>
        <translation>到達できません</translation>
    </message>
    <message>
        <source>the name does not exist</source>
        <translation>名前が存在しません</translation>
    </message>
    <message>
        <source>the name has no address</source>
        <translation>名前にアドレスがありません</translation>
    </message>
    <message>
        <source>a chain of more than %1 aliases</source>
        <translation>別名の連鎖が %1 段を超えています</translation>
    </message>
    <message>
        <source>%1 nameservers are named, and %2 of them were looked for</source>
        <translation>ネームサーバーが %1 台挙げられ、うち %2 台だけを調べました</translation>
    </message>
    <message>
        <source>%1 of their addresses were not asked</source>
        <translation>そのアドレスのうち %1 件には問い合わせていません</translation>
    </message>
    <message>
        <source>This look was cut short, so that nobody is flooded through us: %1.</source>
        <translation>当方を通じた大量の問い合わせを防ぐため、この巡回を途中で打ち切りました（%1）。</translation>
    </message>
</context>
<context>
    <name>Recovery</name>
    <message>
        <source>All others: %1</source>
        <extracomment>A row of the cache tail: every resolver of a make that cannot be asked; %1 is Unbound or BIND</extracomment>
        <translation>その他すべて: %1</translation>
    </message>
    <message>
        <source>false data</source>
        <translation>偽の応答</translation>
    </message>
    <message>
        <source>may be false</source>
        <translation>偽の可能性</translation>
    </message>
    <message>
        <source>true now</source>
        <extracomment>Of a resolver: the truth when last asked; another of its caches may still differ</extracomment>
        <translation>現在は正しい</translation>
    </message>
    <message>
        <source>clean</source>
        <translation>解消</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>TTL left: %1</source>
        <translation>TTL 残り: %1</translation>
    </message>
    <message>
        <source>May serve false data until %1</source>
        <translation>%1 まで偽の応答をする可能性があります</translation>
    </message>
    <message>
        <source>Another cache of it, at the latest: %1</source>
        <translation>同じアドレスの別キャッシュは遅くとも %1 まで</translation>
    </message>
    <message>
        <source>No end is certain while the false nameservers answer or the parent is wrong</source>
        <translation>偽ネームサーバーが応答する間、または親ゾーンが誤っている間は、終わりは未定です</translation>
    </message>
    <message numerus="yes">
        <source>True in %n looks since the repair; one address may stand for many caches</source>
        <translation>
            <numerusform>復旧後 %n 回の確認ですべて正しい応答でした(1 つのアドレスの背後に複数のキャッシュがあり得ます)</numerusform>
        </translation>
    </message>
    <message>
        <source>Flush: %1</source>
        <translation>消去方法: %1</translation>
    </message>
    <message>
        <source>%1 of %2 resolvers serve false data.</source>
        <translation>リゾルバー %2 台中 %1 台が偽の応答をしています。</translation>
    </message>
    <message>
        <source>No cache is known to hold false data.</source>
        <translation>偽のデータを持つキャッシュは確認されていません。</translation>
    </message>
    <message>
        <source>Repaired at %1.</source>
        <translation>復旧: %1。</translation>
    </message>
    <message>
        <source>Not repaired yet.</source>
        <translation>未復旧です。</translation>
    </message>
    <message>
        <source>No end is certain while the false nameservers answer: have them taken down first.</source>
        <translation>偽ネームサーバーが応答する間は終わりが定まりません。その停止が最優先です。</translation>
    </message>
    <message>
        <source>No end is certain before the repair.</source>
        <translation>復旧するまで終わりは定まりません。</translation>
    </message>
    <message>
        <source>Nobody serves false data after %1.</source>
        <translation>%1 より後に偽の応答は残りません。</translation>
    </message>
</context>
<context>
    <name>RegistrationTable</name>
    <message>
        <source>registrar</source>
        <translation>レジストラ</translation>
    </message>
    <message>
        <source>registered</source>
        <translation>登録日</translation>
    </message>
    <message>
        <source>last changed</source>
        <translation>最終更新</translation>
    </message>
    <message>
        <source>expires</source>
        <translation>有効期限</translation>
    </message>
    <message>
        <source>transferred</source>
        <translation>移管日</translation>
    </message>
    <message>
        <source>nameserver</source>
        <translation>ネームサーバー</translation>
    </message>
    <message>
        <source>DNSSEC</source>
        <translation>DNSSEC</translation>
    </message>
    <message>
        <source>abuse, mail</source>
        <translation>不正利用の窓口（メール）</translation>
    </message>
    <message>
        <source>abuse, phone</source>
        <translation>不正利用の窓口（電話）</translation>
    </message>
    <message>
        <source>signed (DS is registered)</source>
        <translation>署名あり(DS 登録済み)</translation>
    </message>
    <message>
        <source>not signed</source>
        <translation>署名なし</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>not registered</source>
        <translation>未登録</translation>
    </message>
    <message>
        <source>in the parent zone</source>
        <translation>親ゾーンにあり</translation>
    </message>
    <message>
        <source>not in the parent zone</source>
        <translation>親ゾーンになし</translation>
    </message>
    <message>
        <source>expected</source>
        <translation>あるべき値</translation>
    </message>
    <message>
        <source>not expected</source>
        <translation>想定外</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>期限切れ</translation>
    </message>
    <message numerus="yes">
        <source>in %n days</source>
        <translation>
            <numerusform>あと %n 日</numerusform>
        </translation>
    </message>
    <message>
        <source>accepted: %1</source>
        <translation>承認済みの値: %1</translation>
    </message>
    <message>
        <source>as accepted</source>
        <translation>承認済みの値と一致</translation>
    </message>
    <message>
        <source>not said any more; accepted: %1</source>
        <translation>現在は公開されていません。承認済みの値: %1</translation>
    </message>
    <message>
        <source>Changed since accepted</source>
        <translation>承認後の変更</translation>
    </message>
    <message>
        <source>learned: %1</source>
        <translation>判明: %1</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>set → gone</source>
        <translation>設定あり → 解除</translation>
    </message>
    <message>
        <source>not set → set</source>
        <translation>設定なし → 設定あり</translation>
    </message>
    <message>
        <source>Registration</source>
        <translation>登録情報</translation>
    </message>
    <message>
        <source>Statuses</source>
        <translation>ステータス</translation>
    </message>
    <message>
        <source>Not set any more. It meant: %1</source>
        <translation>解除されています。本来の意味: %1</translation>
    </message>
    <message>
        <source>says so too</source>
        <translation>レジストラも同じ</translation>
    </message>
    <message>
        <source>only the registrar says so</source>
        <translation>レジストラのみ</translation>
    </message>
    <message>
        <source>Weak points</source>
        <translation>弱点</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>項目</translation>
    </message>
    <message>
        <source>The registry says</source>
        <translation>レジストリの回答</translation>
    </message>
    <message>
        <source>The registrar says</source>
        <translation>レジストラの回答</translation>
    </message>
    <message>
        <source>Beside it</source>
        <translation>照合</translation>
    </message>
    <message>
        <source>Registry</source>
        <translation>レジストリ</translation>
    </message>
    <message>
        <source>Registrar</source>
        <translation>レジストラ</translation>
    </message>
    <message>
        <source>%1: %2, asked %3 (%4)</source>
        <translation>%1: %2、照会 %3（%4）</translation>
    </message>
    <message>
        <source>Not known: %1.</source>
        <translation>不明です: %1。</translation>
    </message>
    <message>
        <source>Accepted by %1, %2</source>
        <translation>承認: %1、%2</translation>
    </message>
    <message>
        <source>changed: %1</source>
        <translation>変更: %1</translation>
    </message>
</context>
<context>
    <name>Registry</name>
    <message>
        <source>The registry does not know this domain.</source>
        <translation>レジストリにこのドメインの登録がありません。</translation>
    </message>
    <message>
        <source>The registry asks us to wait before we ask again.</source>
        <translation>レジストリから、次の問い合わせまで待つよう求められています。</translation>
    </message>
    <message>
        <source>The registry&apos;s server answered with the HTTP status %1.</source>
        <translation>レジストリのサーバーが HTTP ステータス %1 を返しました。</translation>
    </message>
    <message>
        <source>No registration server is known for this domain.</source>
        <translation>このドメインの登録情報サーバーが分かりません。</translation>
    </message>
    <message>
        <source>The registration server&apos;s address cannot be used.</source>
        <translation>登録情報サーバーのアドレスを使えません。</translation>
    </message>
    <message>
        <source>The registration server did not answer in time.</source>
        <translation>登録情報サーバーから時間内に応答がありませんでした。</translation>
    </message>
    <message>
        <source>The registration server&apos;s name has no address.</source>
        <translation>登録情報サーバーの名前にアドレスがありません。</translation>
    </message>
    <message>
        <source>Packets to the registration server are not permitted.</source>
        <translation>登録情報サーバーへのパケットは許可されていません。</translation>
    </message>
    <message>
        <source>The registration server sent more than 1 MiB.</source>
        <translation>登録情報サーバーの応答が 1 MiB を超えました。</translation>
    </message>
    <message>
        <source>The registration server cannot be reached (%1).</source>
        <translation>登録情報サーバーに到達できません（%1）。</translation>
    </message>
    <message>
        <source>The registration server sent more than 256 KiB.</source>
        <translation>登録情報サーバーの応答が 256 KiB を超えました。</translation>
    </message>
    <message>
        <source>The registry&apos;s answer has a layout that Hinoban cannot read.</source>
        <translation>レジストリの応答の書式を Hinoban は読み取れません。</translation>
    </message>
    <message>
        <source>Too many questions are waiting for the registration server.</source>
        <translation>登録情報サーバーへの問い合わせが混み合っているため、今回は問い合わせませんでした。</translation>
    </message>
    <message>
        <source>%1 It will be asked again after %2.</source>
        <extracomment>%1: a whole sentence. %2: date and time</extracomment>
        <translation>%1 次の問い合わせは %2 以降に行います。</translation>
    </message>
    <message>
        <source>The registration server&apos;s certificate is not accepted (%1).</source>
        <translation>登録情報サーバーの証明書を受け入れられません（%1）。</translation>
    </message>
    <message>
        <source>The registry points to another place, and Hinoban does not follow (%1).</source>
        <translation>レジストリが別の場所を案内していますが、Hinoban はこれをたどりません（%1）。</translation>
    </message>
    <message>
        <source>The registry points from one place to the next without end.</source>
        <translation>レジストリの案内が次々と別の場所へ続き、終わりがありません。</translation>
    </message>
    <message>
        <source>No registration server is known for this network.</source>
        <translation>このネットワークの登録情報サーバーが分かりません。</translation>
    </message>
    <message>
        <source>The registry does not know this network.</source>
        <translation>レジストリにこのネットワークの登録がありません。</translation>
    </message>
</context>
<context>
    <name>Resolvers</name>
    <message>
        <source>named by the team</source>
        <translation>チームが指定</translation>
    </message>
    <message>
        <source>named by the team; in a network of its own</source>
        <translation>チームが指定。閉じたネットワーク内</translation>
    </message>
    <message>
        <source>asked</source>
        <translation>対象</translation>
    </message>
    <message>
        <source>not asked</source>
        <translation>対象外</translation>
    </message>
    <message>
        <source>The first is the one that is asked.</source>
        <translation>問い合わせには先頭のものを使います。</translation>
    </message>
    <message>
        <source>Asked?</source>
        <translation>問い合わせ</translation>
    </message>
    <message>
        <source>Resolver</source>
        <translation>リゾルバー</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>運営者</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>Protocols</source>
        <translation>プロトコル</translation>
    </message>
    <message>
        <source>Cap</source>
        <translation>保持の上限</translation>
    </message>
    <message>
        <source>Questions a second</source>
        <translation>問い合わせ数/秒</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>出典</translation>
    </message>
    <message>
        <source>Public</source>
        <translation>公開リゾルバー</translation>
    </message>
    <message>
        <source>Your own</source>
        <translation>自社のリゾルバー</translation>
    </message>
</context>
<context>
    <name>ServersTable</name>
    <message>
        <source>Server</source>
        <translation>サーバー</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Says it is</source>
        <translation>自称（版・NSID）</translation>
    </message>
</context>
<context>
    <name>State</name>
    <message>
        <source>match</source>
        <translation>一致</translation>
    </message>
    <message>
        <source>mismatch</source>
        <translation>不一致</translation>
    </message>
    <message>
        <source>suspicion</source>
        <translation>不審</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>Quiet</source>
        <translation>平常</translation>
    </message>
    <message>
        <source>Suspicion</source>
        <translation>不審</translation>
    </message>
    <message>
        <source>Hijack</source>
        <translation>乗っ取り</translation>
    </message>
    <message>
        <source>Recovering</source>
        <translation>復旧中</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>終結</translation>
    </message>
</context>
<context>
    <name>Time</name>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 時間 %2 分</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>%1 前</translation>
    </message>
</context>
<context>
    <name>Trace</name>
    <message>
        <source>(limits its replies)</source>
        <translation>（応答数を制限しています）</translation>
    </message>
    <message>
        <source>A path taken %1 times, by flow %2:</source>
        <translation>%1 回通った経路（フロー %2）：</translation>
    </message>
    <message>
        <source>The target did not answer.</source>
        <translation>宛先から応答がありませんでした。</translation>
    </message>
    <message>
        <source>The usual way.</source>
        <translation>平常時の経路です。</translation>
    </message>
    <message>
        <source>Whether this is the usual way is not known.</source>
        <translation>平常時の経路かどうかは不明です。</translation>
    </message>
    <message>
        <source>Not a usual way: from hop %1 on it is %2, and was %3.</source>
        <translation>平常時の経路と異なります。ホップ %1 から %2 になっています（平常時は %3）。</translation>
    </message>
    <message>
        <source>The target was at another address.</source>
        <translation>宛先のアドレスも平常時と異なります。</translation>
    </message>
    <message>
        <source>%1 has no address (%2).</source>
        <translation>%1 のアドレスが見つかりません（%2）。</translation>
    </message>
    <message>
        <source>Routers on the way quote too little; never more than one probe was under way.</source>
        <translation>経路上のルーターの応答からプローブを特定できないため、1 つずつ送信しました。</translation>
    </message>
</context>
<context>
    <name>Weakness</name>
    <message>
        <source>The registry does not lock the registration (not set: %1): whoever gets into the account at the registrar can change it.</source>
        <translation>レジストリロックが設定されていません（未設定: %1）。レジストラのアカウントに侵入されると、登録情報を変更されてしまいます。</translation>
    </message>
    <message>
        <source>Ask the registrar for a registry lock.</source>
        <translation>レジストラにレジストリロックの設定をご依頼ください。</translation>
    </message>
    <message>
        <source>The registration expires on %1; after that others may register the name.</source>
        <translation>登録の有効期限は %1 です。期限を過ぎると、第三者に登録されるおそれがあります。</translation>
    </message>
    <message>
        <source>Renew it, for several years and automatically.</source>
        <translation>複数年で更新し、自動更新を有効にしてください。</translation>
    </message>
    <message>
        <source>The names of all nameservers hang on one other registration, %1: whoever takes it takes this domain too.</source>
        <translation>すべてのネームサーバー名が、別のドメイン %1 だけに依存しています。そのドメインが乗っ取られると、このドメインも乗っ取られます。</translation>
    </message>
    <message>
        <source>Watch %1 as well, or spread the nameservers over several domains.</source>
        <translation>%1 も監視対象に加えるか、ネームサーバーを複数のドメインに分散してください。</translation>
    </message>
    <message>
        <source>The domain is not signed (no DS record at the parent zone): resolvers cannot tell forged answers from true ones.</source>
        <translation>DNSSEC で署名されていません（親ゾーンに DS レコードがありません）。リゾルバーは偽の応答を見分けられません。</translation>
    </message>
    <message>
        <source>Sign the zone with DNSSEC.</source>
        <translation>ゾーンを DNSSEC で署名してください。</translation>
    </message>
    <message>
        <source>All nameservers are run by one provider, %1: the account there is a single point.</source>
        <translation>すべてのネームサーバーが 1 社（%1）で運用されています。そのアカウントが単一の弱点になります。</translation>
    </message>
    <message>
        <source>Protect that account as well as the registrar&apos;s.</source>
        <translation>そのアカウントも、レジストラのアカウントと同様に保護してください。</translation>
    </message>
    <message>
        <source>Mail to the contact of the zone goes to %1, under the domain itself: in a hijack the attacker reads it.</source>
        <translation>ゾーンの連絡先 %1 は、このドメイン自身のメールアドレスです。乗っ取られると、攻撃者に読まれます。</translation>
    </message>
    <message>
        <source>Name a mailbox under another domain.</source>
        <translation>別のドメインのメールアドレスを指定してください。</translation>
    </message>
</context>
<context>
    <name>cli</name>
    <message>
        <source>The domains to look at.</source>
        <translation>調べるドメイン。</translation>
    </message>
    <message>
        <source>A BIND zone file: what should be; may be repeated.</source>
        <translation>BIND のゾーンファイル（あるべき値）。複数指定できます。</translation>
    </message>
    <message>
        <source>--format is text or json.</source>
        <translation>--format には text か json を指定してください。</translation>
    </message>
    <message>
        <source>Which domain is to be checked?</source>
        <translation>調べるドメインを指定してください。</translation>
    </message>
    <message>
        <source>one look at domains, against a zone file; no database</source>
        <translation>ゾーンファイルと照らしてドメインを 1 回巡回します（データベースなし）</translation>
    </message>
    <message>
        <source>plays a scenario on its own clock, with the real probes</source>
        <translation>シナリオを固有の時計で、実際の計測を使って再生します</translation>
    </message>
    <message>
        <source>looks at the domains of a workspace on their cadence</source>
        <translation>ワークスペースのドメインを定期的に巡回します</translation>
    </message>
    <message>
        <source>prints the timeline of a workspace</source>
        <translation>ワークスペースのタイムラインを表示します</translation>
    </message>
    <message>
        <source>judges a record file again</source>
        <translation>保存した記録ファイルをもう一度判定します</translation>
    </message>
    <message>
        <source>text (default) or json.</source>
        <translation>text（既定）または json。</translation>
    </message>
    <message>
        <source>Start at these root servers instead of the real ones; then no resolver is asked unless named.</source>
        <translation>実際のルートサーバーの代わりに、これらのルートサーバーから始めます。この場合、指定しない限りリゾルバーには問い合わせません。</translation>
    </message>
    <message>
        <source>Ask nameservers on this port.</source>
        <translation>ネームサーバーにこのポートで問い合わせます。</translation>
    </message>
    <message>
        <source>Allow questions to these addresses although they are not globally routable; may be repeated.</source>
        <translation>グローバルに到達可能でないアドレスでも、これらへの問い合わせを許可します。複数指定できます。</translation>
    </message>
    <message>
        <source>An embedded scenario&apos;s id, or a folder.</source>
        <translation>同梱シナリオの ID、またはフォルダー。</translation>
    </message>
    <message>
        <source>1 to 600 times the world&apos;s time, or max.</source>
        <translation>訓練の時計の速さ。1〜600 倍、または max。</translation>
    </message>
    <message>
        <source>Begin here; the history before is computed with a look an hour and one at every change.</source>
        <translation>ここから始めます。それ以前の履歴は、1 時間ごとの巡回と変更ごとの巡回で計算します。</translation>
    </message>
    <message>
        <source>End here.</source>
        <translation>ここで終わります。</translation>
    </message>
    <message>
        <source>Keep evidence and log in this file.</source>
        <translation>証拠とログをこのファイルに保存します。</translation>
    </message>
    <message>
        <source>Keep every exchange in this file, for replay.</source>
        <translation>すべての問い合わせと応答をこのファイルに保存します（再判定用）。</translation>
    </message>
    <message>
        <source>Write the drafts into this folder, as they stand at the end of the hijack.</source>
        <translation>乗っ取りの終了時点の文書をこのフォルダーに書き出します。</translation>
    </message>
    <message>
        <source>Which scenario is to be played?</source>
        <translation>再生するシナリオを指定してください。</translation>
    </message>
    <message>
        <source>--speed is a number from 1 to 600, or max.</source>
        <translation>--speed には 1 から 600 までの数か max を指定してください。</translation>
    </message>
    <message>
        <source>hinoban-cli COMMAND --help tells a command&apos;s options.</source>
        <translation>コマンドのオプションは hinoban-cli COMMAND --help で表示します。</translation>
    </message>
    <message>
        <source>There is no command &quot;%1&quot;.</source>
        <translation>コマンド「%1」はありません。</translation>
    </message>
    <message>
        <source>The workspace with the domains to watch.</source>
        <translation>監視するドメインのあるワークスペース。</translation>
    </message>
    <message>
        <source>One full look at every domain, then end.</source>
        <translation>すべてのドメインを 1 回巡回して終わります。</translation>
    </message>
    <message>
        <source>Seconds between two looks at a delegation; a full look is taken every fifth time.</source>
        <translation>委任の巡回間隔（秒）。5 回に 1 回は全項目を巡回します。</translation>
    </message>
    <message>
        <source>Which workspace? (--workspace FILE)</source>
        <translation>ワークスペースを指定してください（--workspace FILE）。</translation>
    </message>
    <message>
        <source>--every is a number of seconds from 1 to 86400.</source>
        <translation>--every には 1 から 86400 までの秒数を指定してください。</translation>
    </message>
    <message>
        <source>The workspace.</source>
        <translation>ワークスペース。</translation>
    </message>
    <message>
        <source>Which file?</source>
        <translation>ファイルを指定してください。</translation>
    </message>
    <message>
        <source>Who says that this is how it should be.</source>
        <translation>あるべき値であると判断した人。</translation>
    </message>
    <message>
        <source>Why.</source>
        <translation>理由。</translation>
    </message>
    <message>
        <source>The domain, where the file has no SOA record to say it.</source>
        <translation>ファイルに SOA レコードがない場合のドメイン。</translation>
    </message>
    <message>
        <source>Which workspace, and which files?</source>
        <translation>ワークスペースとファイルを指定してください。</translation>
    </message>
    <message>
        <source>An expectation needs a person and a reason (--person, --reason).</source>
        <translation>あるべき値には、判断した人と理由が必要です（--person、--reason）。</translation>
    </message>
    <message>
        <source>%1 log entries and %2 answers fit their hashes.
</source>
        <translation>ログの記録 %1 件と応答 %2 件がハッシュと一致しました。
</translation>
    </message>
    <message>
        <source>A file that --record wrote.</source>
        <translation>--record で書き出したファイル。</translation>
    </message>
    <message>
        <source>%1 gave no answer (%2).</source>
        <translation>%1 から応答がありませんでした（%2）。</translation>
    </message>
    <message>
        <source>As dig takes it, in any order: @SERVER[#PORT] NAME TYPE CLASS -x ADDRESS +tcp +tls +https +dnssec +cd +norec +nsid.</source>
        <translation>dig と同じ書き方（順不同）：@SERVER[#PORT] NAME TYPE CLASS -x ADDRESS +tcp +tls +https +dnssec +cd +norec +nsid。</translation>
    </message>
    <message>
        <source>text (default, as dig prints it), hex (the reply&apos;s octets) or json (RFC 8427).</source>
        <translation>text（既定、dig と同じ形式）、hex（応答のオクテット列）または json（RFC 8427）。</translation>
    </message>
    <message>
        <source>--format is text, hex or json.</source>
        <translation>--format には text、hex または json を指定してください。</translation>
    </message>
    <message>
        <source>one question to one server, with the habits of dig</source>
        <translation>1 台のサーバーに 1 つの問い合わせを送る（dig と同じ書き方）</translation>
    </message>
    <message>
        <source>Trust the certificates of this PEM file instead of the system&apos;s authorities, for DNS over TLS and HTTPS.</source>
        <translation>DNS over TLS と DNS over HTTPS で、システムの認証局の代わりにこの PEM ファイルの証明書を信頼する。</translation>
    </message>
    <message>
        <source>whether names are signed without a gap from the trust anchor down</source>
        <translation>名前がトラストアンカーから途切れなく署名されているかを検証</translation>
    </message>
    <message>
        <source>Validate from these DS or DNSKEY records instead of the root&apos;s: a zone file, BIND&apos;s trust-anchors or an RFC 5011 file.</source>
        <translation>ルートのものに代えて、この DS または DNSKEY レコードから検証します。ゾーンファイル、BIND の trust-anchors、RFC 5011 のファイルを指定できます。</translation>
    </message>
    <message>
        <source>What is to be validated; the type is A unless given.</source>
        <translation>検証する名前。タイプを省くと A になります。</translation>
    </message>
    <message>
        <source>Which name is to be validated?</source>
        <translation>検証する名前を指定してください。</translation>
    </message>
    <message>
        <source>Ask this resolver instead of the shipped ones and the system&apos;s; may be repeated. Also tls://ADDRESS[#PORT][/NAME] and https://ADDRESS[#PORT][/NAME[/PATH]]; NAME is what its certificate must bear.</source>
        <translation>同梱のリゾルバーとこのコンピューターのリゾルバーの代わりに、このリゾルバーに問い合わせます。複数指定できます。tls://ADDRESS[#PORT][/NAME] と https://ADDRESS[#PORT][/NAME[/PATH]] も使えます。NAME はサーバー証明書に記載されているべき名前です。</translation>
    </message>
    <message>
        <source>Keep every exchange in this file, for replay or for a colleague&apos;s workspace (import-evidence).</source>
        <translation>すべての問い合わせと応答をこのファイルに残す。再生のほか、同僚のワークスペースへの取り込み（import-evidence）にも使える。</translation>
    </message>
    <message>
        <source>takes a packet capture or a colleague&apos;s record into a workspace</source>
        <translation>パケットキャプチャーや同僚の記録をワークスペースに取り込む</translation>
    </message>
    <message>
        <source>Who brings it.</source>
        <translation>証拠を持ち込む人。</translation>
    </message>
    <message>
        <source>Packet captures (pcap, pcapng), or files that --record wrote.</source>
        <translation>パケットキャプチャー（pcap、pcapng）、または --record で書き出したファイル。</translation>
    </message>
    <message>
        <source>Evidence needs the person who brings it (--person).</source>
        <translation>証拠には、持ち込む人の名前が必要です（--person）。</translation>
    </message>
    <message>
        <source>Ask the resolvers of this file, as of the shipped one (resources/resolvers), with their TTL caps.</source>
        <translation>同梱の一覧 (resources/resolvers) と同じ形式のファイルにあるリゾルバーへ問い合わせます(TTL の上限も読み込みます)。</translation>
    </message>
    <message>
        <source>whether names imitate those that are expected</source>
        <translation>名前が期待される名前に似せたものかどうかを判定します</translation>
    </message>
    <message>
        <source>What is to be judged: nameservers, mail hosts. &quot;-&quot; reads names from standard input, one a line.</source>
        <translation>判定する名前（ネームサーバー、メールホスト）。「-」を指定すると、標準入力から1行に1つずつ読み込みます。</translation>
    </message>
    <message>
        <source>The names that are expected; may be repeated.</source>
        <translation>期待される名前。繰り返し指定できます。</translation>
    </message>
    <message>
        <source>Which name is to be judged?</source>
        <translation>判定する名前を指定してください。</translation>
    </message>
    <message>
        <source>takes what zones should be from files into a workspace</source>
        <translation>ゾーンのあるべき内容をファイルからワークスペースに取り込みます</translation>
    </message>
    <message>
        <source>prints what is expected of a domain as a zone file</source>
        <translation>ドメインの期待内容をゾーンファイルとして出力します</translation>
    </message>
    <message>
        <source>What the files are: zone, octodns, dnscontrol, route53, cloudflare, terraform or csv; seen from the file unless given.</source>
        <translation>ファイルの種類：zone、octodns、dnscontrol、route53、cloudflare、terraform、csv。省略するとファイルの内容から判断します。</translation>
    </message>
    <message>
        <source>Show what would change, and change nothing.</source>
        <translation>変更される内容を表示するだけで、何も変更しません。</translation>
    </message>
    <message>
        <source>Zone files, or what a tool keeps of zones.</source>
        <translation>ゾーンファイル、またはツールが保持するゾーンのファイル。</translation>
    </message>
    <message>
        <source>--from is zone, octodns, dnscontrol, route53, cloudflare, terraform or csv.</source>
        <translation>--from には zone、octodns、dnscontrol、route53、cloudflare、terraform、csv のいずれかを指定してください。</translation>
    </message>
    <message>
        <source>Which of its domains, where there are several.</source>
        <translation>ワークスペースに複数のドメインがある場合に、対象のドメイン。</translation>
    </message>
    <message>
        <source>Which domain (--domain)?</source>
        <translation>ドメインを指定してください（--domain）。</translation>
    </message>
    <message numerus="yes">
        <source>%n expectation(s)</source>
        <translation>
            <numerusform>期待内容 %n 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) left out:</source>
        <translation>
            <numerusform>取り込まなかったレコード %n 件：</numerusform>
        </translation>
    </message>
    <message>
        <source>Hours between two rounds in which registries are asked for look-alikes of the names that the domains depend on, or off.</source>
        <translation>ドメイン名が依存する名前に酷似した名前をレジストリへ問い合わせる間隔（時間）。off で問い合わせません。</translation>
    </message>
    <message>
        <source>--look-alikes is a number of hours from 1 to 168, or off.</source>
        <translation>--look-alikes には 1 から 168 までの時間数、または off を指定してください。</translation>
    </message>
    <message>
        <source>announces a change of a domain, shows, withdraws or accepts it</source>
        <translation>ドメインの変更予定を登録、表示、取り消し、承認します</translation>
    </message>
    <message>
        <source>to come</source>
        <translation>開始前</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>期間中</translation>
    </message>
    <message>
        <source>over, waits for a decision</source>
        <translation>終了、判断待ち</translation>
    </message>
    <message>
        <source>The domain that is to be changed.</source>
        <translation>変更するドメイン。</translation>
    </message>
    <message>
        <source>How its zone shall be, as for import; may be repeated.</source>
        <translation>変更後のゾーン（importと同じ形式）。複数回指定できます。</translation>
    </message>
    <message>
        <source>When the change may begin, in RFC 3339.</source>
        <translation>変更を開始してよい時刻（RFC 3339形式）。</translation>
    </message>
    <message>
        <source>When it shall be done.</source>
        <translation>変更を終える時刻。</translation>
    </message>
    <message>
        <source>Who says so.</source>
        <translation>予定または判断した人。</translation>
    </message>
    <message>
        <source>The registration moves to this registrar.</source>
        <translation>登録の移管先レジストラ。</translation>
    </message>
    <message>
        <source>Its number at IANA.</source>
        <translation>そのIANA番号。</translation>
    </message>
    <message>
        <source>Withdraw this plan.</source>
        <translation>この予定を取り消します。</translation>
    </message>
    <message>
        <source>The planned state is what is expected now.</source>
        <translation>予定した状態を、あるべき状態として承認します。</translation>
    </message>
    <message>
        <source>A plan is made, withdrawn or accepted, one at a time.</source>
        <translation>予定の登録、取り消し、承認は、1回に1つだけ行えます。</translation>
    </message>
    <message>
        <source>A plan needs a person and a reason (--by, --reason).</source>
        <translation>予定には、担当者と理由が必要です（--by、--reason）。</translation>
    </message>
    <message>
        <source>--from and --until are times as in 2026-03-01T09:00:00Z (RFC 3339).</source>
        <translation>--fromと--untilには、2026-03-01T09:00:00Zのような時刻（RFC 3339形式）を指定してください。</translation>
    </message>
    <message>
        <source>Whose network an address belongs to: a database of AS numbers in the MaxMind DB format.</source>
        <translation>アドレスの属するネットワークを調べる、MaxMind DB形式のAS番号データベース。</translation>
    </message>
    <message>
        <source>Search the public certificate logs for the domains at this address, as https://crt.sh/ answers it; whoever runs it learns their names. A workspace remembers it until it is told off. Not searched unless you say so.</source>
        <translation>このアドレス（https://crt.sh/ と同じ形式で応答するもの）で、公開されている証明書ログからドメインの証明書を検索します。検索の運営者にはドメイン名が知られます。off を指定するまでワークスペースに記憶されます。指定しない限り検索しません。</translation>
    </message>
    <message>
        <source>--certificates is the https address of a search, or off.</source>
        <translation>--certificates には検索の https アドレスか off を指定してください。</translation>
    </message>
    <message>
        <source>%1: %2 log entries, %3 answers, %4 messages, %5 drafts.
</source>
        <translation>%1：記録 %2 件、応答 %3 件、送信文書 %4 件、下書き %5 件。
</translation>
    </message>
    <message>
        <source>The bundle: an archive, or a folder. Nothing is replaced.</source>
        <translation>証拠一式の書き出し先（アーカイブまたはフォルダー）。既存のものは上書きしません。</translation>
    </message>
    <message>
        <source>Take the drafts in this folder along, as --drafts wrote them.</source>
        <translation>このフォルダーにある（--drafts が書いた）下書きも含めます。</translation>
    </message>
    <message>
        <source>Who packs it: becomes an entry of the timeline.</source>
        <translation>まとめる人の名前。タイムラインに記録します。</translation>
    </message>
    <message>
        <source>Which workspace (--workspace), and where to (--out)?</source>
        <translation>ワークスペース（--workspace）と書き出し先（--out）を指定してください。</translation>
    </message>
    <message>
        <source>The head of the log as a message quotes it: it must be there still.</source>
        <translation>文書に記載された対応記録の最新ハッシュ。今も記録に含まれていなければなりません。</translation>
    </message>
    <message>
        <source>A workspace, or an evidence bundle.</source>
        <translation>ワークスペース、または証拠一式。</translation>
    </message>
    <message>
        <source>--head is a hash of 64 hexadecimal digits, with writer and number before it if they are known.</source>
        <translation>--head には 16 進 64 桁のハッシュを指定してください。分かる場合は、その前に記録者と番号を付けられます。</translation>
    </message>
    <message>
        <source>packs the evidence of a workspace for others, who need no Hinoban</source>
        <translation>ワークスペースの証拠を、Hinoban を持たない相手にも渡せる形にまとめます</translation>
    </message>
    <message>
        <source>checks log and answers of a workspace or a bundle against their hashes</source>
        <translation>ワークスペースまたは証拠一式の記録と応答を、ハッシュと照合します</translation>
    </message>
    <message>
        <source>Pack the evidence at the end, with the drafts of --drafts.</source>
        <translation>終了時に、--drafts の下書きとともに証拠をまとめます。</translation>
    </message>
    <message>
        <source>exchanges the timeline of a workspace with Timesketch and IRIS</source>
        <translation>ワークスペースのタイムラインを Timesketch や IRIS とやり取りします</translation>
    </message>
    <message>
        <source>%1 is there already: nothing is replaced.</source>
        <translation>%1 はすでにあります。上書きはしません。</translation>
    </message>
    <message>
        <source>--zone is UTC or an offset like +09:00.</source>
        <translation>--zone には UTC または +09:00 のような時差を指定してください。</translation>
    </message>
    <message>
        <source>A timeline needs the person who brings it (--person).</source>
        <translation>タイムラインを取り込む人の名前（--person）を指定してください。</translation>
    </message>
    <message>
        <source>export: timesketch-csv (default), timesketch-jsonl or iris-csv.</source>
        <translation>export：timesketch-csv（既定）、timesketch-jsonl、iris-csv のいずれか。</translation>
    </message>
    <message>
        <source>export: into this file, not to standard output.</source>
        <translation>export：標準出力ではなく、このファイルに書きます。</translation>
    </message>
    <message>
        <source>import: the offset of times that say none; without it they are left out.</source>
        <translation>import：時差の記載がない時刻に使う時差。指定しない場合、その行は取り込みません。</translation>
    </message>
    <message>
        <source>import: who brings it.</source>
        <translation>import：取り込む人の名前。</translation>
    </message>
    <message>
        <source>import: say what would be taken, write nothing.</source>
        <translation>import：取り込まれるものを示すだけで、何も書きません。</translation>
    </message>
    <message>
        <source>What is pasted needs the person who pastes it (--person).</source>
        <translation>貼り付ける人の名前（--person）を指定してください。</translation>
    </message>
    <message>
        <source>export; import and files: Timesketch CSV or JSON lines, IRIS CSV; or paste and files (- is standard input): what dig, whois, traceroute or tracepath printed.</source>
        <translation>export、import とファイル（Timesketch の CSV か JSON Lines、IRIS の CSV）、または paste とファイル（- は標準入力。dig、whois、traceroute、tracepath の出力）。</translation>
    </message>
    <message>
        <source>Export, or import or paste which files, and of which workspace?</source>
        <translation>export、import、paste のいずれかと、ファイル、ワークスペースを指定してください。</translation>
    </message>
    <message>
        <source>writes an account of the incident in a workspace: Markdown or HTML</source>
        <translation>ワークスペースのインシデントの報告書を Markdown または HTML で書き出します</translation>
    </message>
    <message>
        <source>situation (default), jpcert, regulator or final.</source>
        <translation>situation（既定）、jpcert、regulator、final のいずれか。</translation>
    </message>
    <message>
        <source>The report&apos;s language: ja or en (default).</source>
        <translation>報告書の言語: ja または en（既定）。</translation>
    </message>
    <message>
        <source>md (default) or html.</source>
        <translation>md（既定）または html。</translation>
    </message>
    <message>
        <source>Who may read it: red, amber+strict, amber (default), green or clear; clear only together with --redacted.</source>
        <translation>開示範囲: red、amber+strict、amber（既定）、green、clear。clear は --redacted と併せて指定します。</translation>
    </message>
    <message>
        <source>Without persons, telephone numbers, hosts inside and contacts known for incident response only; the hashes stay.</source>
        <translation>氏名、電話番号、内部ホスト、インシデント対応限りの連絡先を除きます。ハッシュ値は残ります。</translation>
    </message>
    <message>
        <source>Into this file, not to standard output.</source>
        <translation>標準出力ではなく、このファイルに書き出します。</translation>
    </message>
    <message>
        <source>Validate from these DS or DNSKEY records of the story&apos;s root.</source>
        <translation>シナリオのルートのこの DS または DNSKEY レコードを起点に検証します。</translation>
    </message>
    <message>
        <source>Ask Team Cymru over DNS whose network an address belongs to, where no database says so. They learn the addresses.</source>
        <translation>データベースで分からないアドレスの所属を、DNS で Team Cymru に問い合わせます。アドレスは先方に知られます。</translation>
    </message>
    <message>
        <source>how long web sites and mail hosts take to answer, phase by phase</source>
        <translation>Webサイトとメールホストの応答時間を段階ごとに測ります</translation>
    </message>
    <message>
        <source>The services to be measured: https://NAME/, http://NAME/, or smtp://NAME for the greeting of a mail host.</source>
        <translation>測定するサービス: https://名前/、http://名前/、またはメールホストの応答メッセージを測る smtp://名前。</translation>
    </message>
    <message>
        <source>Asks this address, and not those that the name has; the certificate is still held to the name.</source>
        <translation>名前が持つアドレスではなく、このアドレスに問い合わせます。証明書は名前に対して検証します。</translation>
    </message>
    <message>
        <source>Which service is to be measured?</source>
        <translation>どのサービスを測定しますか。</translation>
    </message>
    <message>
        <source>Sign it with this key of your GnuPG keyring: a fingerprint, or an address. Without the signature there is no bundle.</source>
        <translation>GnuPG 鍵束のこの鍵（フィンガープリントまたはメールアドレス）で署名します。署名できない場合、証拠一式は作成しません。</translation>
    </message>
    <message>
        <source>the paths to targets, hop by hop, beside the usual ones</source>
        <translation>宛先までの経路を 1 ホップずつ調べ、平常時と比較します</translation>
    </message>
    <message>
        <source>An address, or a name, which is looked up from the root.</source>
        <translation>アドレス、または名前（ルートからたどって解決します）。</translation>
    </message>
    <message>
        <source>Compare with the paths of this file, which an earlier run wrote with --format json.</source>
        <translation>このファイルにある経路と比較します（以前に --format json で書き出したもの）。</translation>
    </message>
    <message>
        <source>Send so many flows, to learn all paths that share the load: 1 to 16.</source>
        <translation>送信するフローの数（1～16）。負荷分散に使われる経路をすべて調べます。</translation>
    </message>
    <message>
        <source>Measure so many times, one after the other: 1 to 100.</source>
        <translation>続けて計測する回数（1～100）。</translation>
    </message>
    <message>
        <source>Probes are icmp, tcp or udp; the best that the system allows unless given.</source>
        <translation>プローブの方式（icmp、tcp、udp）。省略時は、システムが許可する最良の方式を使います。</translation>
    </message>
    <message>
        <source>The service&apos;s port, where probes are TCP connections.</source>
        <translation>TCP で接続して計測する場合のサービスのポート。</translation>
    </message>
    <message>
        <source>text (default), json, or mtr (what mtr --json writes).</source>
        <translation>text（既定）、json、または mtr（mtr --json と同じ形式）。</translation>
    </message>
    <message>
        <source>--format is text, json or mtr.</source>
        <translation>--format には text、json、mtr のいずれかを指定してください。</translation>
    </message>
    <message>
        <source>--flows is a number from 1 to 16.</source>
        <translation>--flows には 1 から 16 までの数を指定してください。</translation>
    </message>
    <message>
        <source>--rounds is a number from 1 to 100.</source>
        <translation>--rounds には 1 から 100 までの数を指定してください。</translation>
    </message>
    <message>
        <source>--port is a number from 1 to 65535.</source>
        <translation>--port には 1 から 65535 までの数を指定してください。</translation>
    </message>
    <message>
        <source>--mode is icmp, tcp or udp.</source>
        <translation>--mode には icmp、tcp、udp のいずれかを指定してください。</translation>
    </message>
    <message>
        <source>Where is the path to be traced to?</source>
        <translation>経路を調べる宛先を指定してください。</translation>
    </message>
    <message numerus="yes">
        <source>… and %n more.</source>
        <translation>
            <numerusform>… ほか %n 件。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entries name no server over https and are left out.</source>
        <translation>
            <numerusform>https のサーバーがない %n 件は除外しました。</numerusform>
        </translation>
    </message>
    <message>
        <source>IANA&apos;s dns.json, ipv4.json, ipv6.json or asn.json, as somebody downloaded them. Without any: what counts now.</source>
        <translation>ダウンロード済みの IANA の dns.json、ipv4.json、ipv6.json、asn.json。指定しない場合は、現在使用中の一覧を表示します。</translation>
    </message>
    <message>
        <source>Fetches all four from where IANA publishes them.</source>
        <translation>IANA の公開元から4つのファイルをすべて取得します。</translation>
    </message>
    <message>
        <source>Fetches them from another place; ends in a slash.</source>
        <translation>別の場所から取得します（末尾はスラッシュ）。</translation>
    </message>
    <message>
        <source>Takes them over; without it, only what they would change is shown.</source>
        <translation>実際に切り替えます。指定しない場合は、変わる内容の表示だけを行います。</translation>
    </message>
    <message>
        <source>Back to the lists that Hinoban came with.</source>
        <translation>Hinoban に同梱の一覧に戻します。</translation>
    </message>
    <message>
        <source>Files, --fetch or --shipped: one of them at a time.</source>
        <translation>ファイルの指定、--fetch、--shipped は、いずれか1つだけを指定してください。</translation>
    </message>
    <message>
        <source>which registries are asked, and newer lists of them from IANA</source>
        <translation>問い合わせ先レジストリの一覧の表示と、IANA の新しい一覧への更新</translation>
    </message>
</context>
<context>
    <name>console::Timeline</name>
    <message numerus="yes">
        <source>%n entries are taken.</source>
        <translation>
            <numerusform>%n 件を取り込みます。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entries stand in the timeline already.</source>
        <translation>
            <numerusform>%n 件はすでにタイムラインにあります。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n times say no zone and were read in the zone that was given.</source>
        <translation>
            <numerusform>%n 件の時刻には時差の記載がなく、指定された時差として読みました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rows were left out:</source>
        <translation>
            <numerusform>%n 行は取り込みません：</numerusform>
        </translation>
    </message>
    <message>
        <source>Columns that nothing here understands, and that stay behind: %1</source>
        <translation>取り込まない（解釈できない）列：%1</translation>
    </message>
</context>
<context>
    <name>dnssec</name>
    <message>
        <source>No trust anchor covers %1.</source>
        <translation>%1 を対象とするトラストアンカーがありません。</translation>
    </message>
    <message>
        <source>No server of %1 gave a usable answer about %2 (%3).</source>
        <translation>%1 のどのサーバーからも、%2 について使用できる応答がありませんでした（%3）。</translation>
    </message>
    <message>
        <source>None of the keys of %1 is the one that the trust anchor names (%2).</source>
        <translation>%1 の鍵に、トラストアンカーが示す鍵（%2）がありません。</translation>
    </message>
    <message>
        <source>%2 proves that %1 has no DS record: it is not signed.</source>
        <translation>%1 に DS レコードがないことを %2 が証明しています。署名されていません。</translation>
    </message>
    <message>
        <source>%2 leaves unsigned delegations out of its proofs (NSEC3 opt-out), and %1 lies there: it is not signed.</source>
        <translation>%2 は未署名の委任を証明の対象から外しており（NSEC3 オプトアウト）、%1 はそこに含まれます。署名されていません。</translation>
    </message>
    <message>
        <source>%2 leaves unsigned delegations out of its proofs (NSEC3 opt-out): that %1 does not exist is not proven.</source>
        <translation>%2 は未署名の委任を証明の対象から外しているため（NSEC3 オプトアウト）、%1 が存在しないことは証明されていません。</translation>
    </message>
    <message>
        <source>%1 is signed only with algorithms or digests that are not supported (%2).</source>
        <translation>%1 の署名に使われているアルゴリズムまたはダイジェストは、いずれも対応していません（%2）。</translation>
    </message>
    <message>
        <source>%1 hashes each name %2 more times (NSEC3); above %3 it counts as not signed (RFC 9276).</source>
        <translation>%1 は名前ごとにハッシュを %2 回繰り返しています（NSEC3）。%3 回を超えるため、未署名として扱います（RFC 9276）。</translation>
    </message>
    <message>
        <source>%1 should be signed by %2 and has no signature.</source>
        <translation>%1 は %2 の署名があるべきところ、署名がありません。</translation>
    </message>
    <message>
        <source>The signature of %1 expired at %3 (zone %2, key %4).</source>
        <translation>%1 の署名は %3 に期限が切れました（ゾーン %2、鍵 %4）。</translation>
    </message>
    <message>
        <source>The signature of %1 is not valid before %3 (zone %2, key %4).</source>
        <translation>%1 の署名は %3 まで有効になりません（ゾーン %2、鍵 %4）。</translation>
    </message>
    <message>
        <source>The signature of %1 is false (zone %2, key %3).</source>
        <translation>%1 の署名が正しくありません（ゾーン %2、鍵 %3）。</translation>
    </message>
    <message>
        <source>%1 is signed by %3 instead of %2.</source>
        <translation>%1 は %2 ではなく %3 によって署名されています。</translation>
    </message>
    <message>
        <source>The signature of %1 contradicts itself (zone %2).</source>
        <translation>%1 の署名の内容に矛盾があります（ゾーン %2）。</translation>
    </message>
    <message>
        <source>%1 is signed with key %3, which %2 does not have.</source>
        <translation>%1 の署名に使われた鍵 %3 は %2 に存在しません。</translation>
    </message>
    <message>
        <source>%1 is signed only with algorithm %3, which is not supported (zone %2).</source>
        <translation>%1 の署名は、対応していないアルゴリズム %3 のものだけです（ゾーン %2）。</translation>
    </message>
    <message>
        <source>The parent zone vouches for keys of %1, and it has none.</source>
        <translation>親ゾーンは %1 の鍵を保証していますが、その鍵が公開されていません。</translation>
    </message>
    <message>
        <source>None of the keys of %1 is the one that its parent zone vouches for (DS %2).</source>
        <translation>%1 の鍵に、親ゾーンが保証する鍵（DS %2）がありません。</translation>
    </message>
    <message>
        <source>%2 does not prove that %1 does not exist.</source>
        <translation>%1 が存在しないことを %2 が証明していません。</translation>
    </message>
    <message>
        <source>What %2 gives as proof that %1 does not exist proves something else.</source>
        <translation>%1 が存在しない証拠として %2 が示したものは、その証明になっていません。</translation>
    </message>
    <message>
        <source>%1 is answered from a wildcard of %2, and nothing proves that no closer name exists.</source>
        <translation>%1 は %2 のワイルドカードによる応答ですが、より近い名前が存在しないことが証明されていません。</translation>
    </message>
    <message>
        <source>The alias of %1 is not the one that the DNAME record makes.</source>
        <translation>%1 の別名が、DNAME レコードから導かれるものと異なります。</translation>
    </message>
    <message>
        <source>The answer about %1 takes more signature checks than are allowed (%2).</source>
        <translation>%1 の応答は、許容回数（%2 回）を超える署名の検査を必要とします。</translation>
    </message>
    <message>
        <source>%1 leads through more than %2 aliases.</source>
        <translation>%1 の別名が %2 個を超えて続いています。</translation>
    </message>
    <message>
        <source>The aliases of %1 lead in a circle.</source>
        <translation>%1 の別名が循環しています。</translation>
    </message>
</context>
<context>
    <name>hinoban::console</name>
    <message>
        <source>match</source>
        <translation>一致</translation>
    </message>
    <message>
        <source>suspicion</source>
        <translation>不審</translation>
    </message>
    <message>
        <source>mismatch</source>
        <translation>不一致</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>%1 of %2 false</source>
        <translation>%2 中 %1 が偽</translation>
    </message>
    <message>
        <source>%1 unknown</source>
        <translation>%1 不明</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>ありません</translation>
    </message>
    <message>
        <source>none expected</source>
        <translation>あるべき値: なし</translation>
    </message>
    <message>
        <source>registration</source>
        <translation>登録情報</translation>
    </message>
    <message>
        <source>No open findings.</source>
        <translation>未解消の所見はありません。</translation>
    </message>
    <message>
        <source>Open findings:</source>
        <translation>未解消の所見:</translation>
    </message>
    <message>
        <source>learned %1</source>
        <translation>%1 に判明</translation>
    </message>
    <message>
        <source>secure</source>
        <translation>検証済み</translation>
    </message>
    <message>
        <source>not signed</source>
        <translation>署名なし</translation>
    </message>
    <message>
        <source>bogus</source>
        <translation>検証失敗</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>key %1, algorithm %2, signed until %3</source>
        <translation>鍵 %1、アルゴリズム %2、署名期限 %3</translation>
    </message>
    <message>
        <source>%1 of %2 resolvers serve false data</source>
        <translation>リゾルバー %2 台中 %1 台が偽の応答</translation>
    </message>
    <message>
        <source>none of %1 resolvers serves false data</source>
        <translation>リゾルバー %1 台のいずれも偽の応答なし</translation>
    </message>
    <message>
        <source>no end is certain while the false nameservers answer or the parent is wrong</source>
        <translation>偽ネームサーバーが応答する間、または親ゾーンが誤っている間は、終わりは未定</translation>
    </message>
    <message>
        <source>nobody serves it after %1</source>
        <translation>%1 より後には残りません</translation>
    </message>
    <message>
        <source>caches</source>
        <translation>キャッシュ</translation>
    </message>
    <message>
        <source>The parent&apos;s servers do not name the same nameservers.</source>
        <translation>親ゾーンのサーバーの間で、ネームサーバーの内容が一致していません。</translation>
    </message>
    <message>
        <source>The parent&apos;s servers do not have the same DS.</source>
        <translation>親ゾーンのサーバーの間で、DS が一致していません。</translation>
    </message>
    <message>
        <source>The domain&apos;s servers do not name the same nameservers.</source>
        <translation>ドメインのサーバーの間で、ネームサーバーの内容が一致していません。</translation>
    </message>
    <message>
        <source>The domain&apos;s servers do not have the same SOA.</source>
        <translation>ドメインのサーバーの間で、SOA が一致していません。</translation>
    </message>
    <message>
        <source>The domain&apos;s servers do not have the same DNSKEY.</source>
        <translation>ドメインのサーバーの間で、DNSKEY が一致していません。</translation>
    </message>
    <message>
        <source>The addresses of one server do not say the same.</source>
        <translation>同じサーバーのアドレスの間で、応答が一致していません。</translation>
    </message>
    <message>
        <source>A server answers otherwise over TCP than over UDP.</source>
        <translation>TCP と UDP とで応答が異なるサーバーがあります。</translation>
    </message>
    <message>
        <source>answers</source>
        <translation>応答しています</translation>
    </message>
    <message>
        <source>serves the domain, and is not delegated to</source>
        <translation>ドメインを提供していますが、委任されていません</translation>
    </message>
    <message>
        <source>lame: it does not know the domain</source>
        <translation>lame（このドメインを知りません）</translation>
    </message>
    <message>
        <source>refuses to answer</source>
        <translation>応答を拒否します</translation>
    </message>
    <message>
        <source>fails</source>
        <translation>エラーを返します</translation>
    </message>
    <message>
        <source>sends what is no DNS message</source>
        <translation>DNS メッセージではないものを返します</translation>
    </message>
    <message>
        <source>silent</source>
        <translation>応答がありません</translation>
    </message>
    <message>
        <source>unreachable</source>
        <translation>到達できません</translation>
    </message>
    <message>
        <source>A transfer to another registrar is refused.</source>
        <translation>他のレジストラへの移管が拒否されます。</translation>
    </message>
    <message>
        <source>Changes are refused, of the nameservers too.</source>
        <translation>ネームサーバーを含む変更が拒否されます。</translation>
    </message>
    <message>
        <source>A deletion is refused.</source>
        <translation>削除が拒否されます。</translation>
    </message>
    <message>
        <source>A renewal is refused; there may be a dispute.</source>
        <translation>更新が拒否されます。係争中の可能性があります。</translation>
    </message>
    <message>
        <source>The domain is taken out of the DNS: nothing under it works.</source>
        <translation>ドメインが DNS から外されており、配下のサービスはすべて利用できません。</translation>
    </message>
    <message>
        <source>Nothing is locked and nothing is under way.</source>
        <translation>ロックも手続き中の処理もありません。</translation>
    </message>
    <message>
        <source>No nameservers are registered: the domain is not in the DNS.</source>
        <translation>ネームサーバーが登録されていないため、DNS に現れません。</translation>
    </message>
    <message>
        <source>Other objects of the registry refer to it.</source>
        <translation>レジストリ内の他の情報から参照されています。</translation>
    </message>
    <message>
        <source>It was registered a few days ago.</source>
        <translation>登録されて間もない状態です。</translation>
    </message>
    <message>
        <source>It expired, and the registry renewed it by itself for now.</source>
        <translation>期限が切れ、レジストリが暫定的に自動更新しました。</translation>
    </message>
    <message>
        <source>It was renewed a few days ago.</source>
        <translation>更新されて間もない状態です。</translation>
    </message>
    <message>
        <source>It was transferred to another registrar a few days ago.</source>
        <translation>他のレジストラへ移管されて間もない状態です。</translation>
    </message>
    <message>
        <source>A transfer to another registrar is asked for. The present registrar can still refuse it.</source>
        <translation>他のレジストラへの移管が申請されています。現在のレジストラはまだ拒否できます。</translation>
    </message>
    <message>
        <source>A change is asked for and not made yet.</source>
        <translation>変更が申請され、まだ反映されていません。</translation>
    </message>
    <message>
        <source>A renewal is asked for and not made yet.</source>
        <translation>更新が申請され、まだ反映されていません。</translation>
    </message>
    <message>
        <source>The registration is asked for and not made yet.</source>
        <translation>登録が申請され、まだ反映されていません。</translation>
    </message>
    <message>
        <source>It was deleted. The registrar can still restore it before others may register it.</source>
        <translation>削除されました。第三者が登録できるようになる前であれば、レジストラが復旧できます。</translation>
    </message>
    <message>
        <source>Its restoration after a deletion is under way.</source>
        <translation>削除後の復旧手続き中です。</translation>
    </message>
    <message>
        <source>It is about to be deleted; then anybody may register it.</source>
        <translation>まもなく削除され、その後は誰でも登録できるようになります。</translation>
    </message>
    <message>
        <source>Changes are refused; by whom is not told.</source>
        <translation>変更が拒否されます。設定者は公開されていません。</translation>
    </message>
    <message>
        <source>A transfer to another registrar is refused; by whom is not told.</source>
        <translation>他のレジストラへの移管が拒否されます。設定者は公開されていません。</translation>
    </message>
    <message>
        <source>A deletion is refused; by whom is not told.</source>
        <translation>削除が拒否されます。設定者は公開されていません。</translation>
    </message>
    <message>
        <source>A renewal is refused; by whom is not told.</source>
        <translation>更新が拒否されます。設定者は公開されていません。</translation>
    </message>
    <message>
        <source>The registry has checked the registration&apos;s data.</source>
        <translation>レジストリが登録内容を確認済みです。</translation>
    </message>
    <message>
        <source>The registry does not publish the holder&apos;s data.</source>
        <translation>登録者の情報は公開されていません。</translation>
    </message>
    <message>
        <source>Somebody else stands in for the holder in the published data.</source>
        <translation>公開情報では、代理人が登録者に代わって表示されています。</translation>
    </message>
    <message>
        <source>Some of the published data is altered on purpose.</source>
        <translation>公開情報の一部が意図的に変更されています。</translation>
    </message>
    <message>
        <source>Some of the data is left out on purpose.</source>
        <translation>情報の一部が意図的に省かれています。</translation>
    </message>
    <message>
        <source>weakness</source>
        <translation>弱点</translation>
    </message>
    <message>
        <source>Not a status of EPP or RDAP: ask the registry what it means.</source>
        <translation>EPP にも RDAP にもないステータスです。意味はレジストリにお尋ねください。</translation>
    </message>
    <message>
        <source>The registrar can take it away, and so can whoever holds the account there.</source>
        <translation>レジストラ、およびそのアカウントを使える人が解除できます。</translation>
    </message>
    <message>
        <source>Only the registry can take it away.</source>
        <translation>レジストリだけが解除できます。</translation>
    </message>
    <message>
        <source>It ends with what is under way.</source>
        <translation>手続きが終われば解消されます。</translation>
    </message>
    <message>
        <source>Nobody needs to take it away.</source>
        <translation>解除の必要はありません。</translation>
    </message>
    <message>
        <source>Who can take it away is not known.</source>
        <translation>誰が解除できるかは不明です。</translation>
    </message>
    <message>
        <source>A change to another registrar is refused.</source>
        <translation>他の指定事業者への変更が拒否されます。</translation>
    </message>
    <message>
        <source>A transfer to another holder is refused.</source>
        <translation>他の登録者への移転が拒否されます。</translation>
    </message>
    <message>
        <source>%1: %2 (by plan)</source>
        <translation>%1: %2（予定どおり）</translation>
    </message>
    <message>
        <source>No whole answer: %1</source>
        <translation>応答を最後まで得られませんでした: %1</translation>
    </message>
    <message>
        <source>%1 octets read, and cut there</source>
        <translation>%1 オクテットを読み、そこで打ち切りました</translation>
    </message>
    <message>
        <source>%1 octets</source>
        <translation>%1 オクテット</translation>
    </message>
    <message>
        <source>● the certificate is good for the name</source>
        <translation>● 証明書はこの名前に対して有効です</translation>
    </message>
</context>
<context>
    <name>hinoban::console::BroughtEvidence</name>
    <message>
        <source>%1: %2 exchanges about watched names; %3 as expected, %4 otherwise, %5 unknown.</source>
        <translation>%1：監視対象の名前に関する問い合わせと応答 %2 件。あるべき値どおり %3、相違 %4、不明 %5。</translation>
    </message>
    <message>
        <source>From %1 until %2.</source>
        <translation>%1 から %2 まで。</translation>
    </message>
    <message>
        <source>Median round trip: %1 ms.</source>
        <translation>往復時間の中央値：%1 ミリ秒。</translation>
    </message>
    <message>
        <source>Left out because their names are not watched: %1 exchanges.</source>
        <translation>監視対象外の名前のため取り込まなかった問い合わせと応答：%1 件。</translation>
    </message>
    <message>
        <source>Packets: %1, of which %2 do not carry DNS.</source>
        <translation>パケット数：%1（うち DNS 以外 %2）。</translation>
    </message>
    <message>
        <source>Queries without a reply in the file: %1.</source>
        <translation>ファイル内に応答がない問い合わせ：%1 件。</translation>
    </message>
    <message>
        <source>Replies without a query in the file: %1.</source>
        <translation>ファイル内に問い合わせがない応答：%1 件。</translation>
    </message>
    <message>
        <source>Not understood: %1.</source>
        <translation>解釈できなかったもの：%1 件。</translation>
    </message>
    <message>
        <source>… and %1 more.</source>
        <translation>… ほか %1 件。</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::AnswerDialog</name>
    <message>
        <source>An answer came</source>
        <translation>回答の記録</translation>
    </message>
    <message>
        <source>Paste their answer here, or open the mail that they sent.</source>
        <translation>回答を貼り付けるか、届いたメールのファイルを開いてください。</translation>
    </message>
    <message>
        <source>Text of the answer</source>
        <translation>回答の本文</translation>
    </message>
    <message>
        <source>Open a mail file…</source>
        <translation>メールファイルを開く…</translation>
    </message>
    <message>
        <source>&amp;Request</source>
        <translation>依頼(&amp;R)</translation>
    </message>
    <message>
        <source>Their re&amp;ference</source>
        <translation>先方の受付番号(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;What they say</source>
        <translation>先方の状況(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Now it is</source>
        <translation>こちらの状態(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Person</source>
        <translation>担当者(&amp;P)</translation>
    </message>
    <message>
        <source>Put on the timeline</source>
        <translation>タイムラインに載せる</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Open a mail file</source>
        <translation>メールファイルを開く</translation>
    </message>
    <message>
        <source>Mail file (*.eml)</source>
        <translation>メールファイル (*.eml)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>すべてのファイル (*)</translation>
    </message>
    <message>
        <source>Not read: %1</source>
        <translation>読み込めませんでした：%1</translation>
    </message>
    <message>
        <source>Say which request this answers.</source>
        <translation>どの依頼への回答かを選んでください。</translation>
    </message>
    <message>
        <source>Say who took it.</source>
        <translation>受けた方の名前を入力してください。</translation>
    </message>
    <message>
        <source>The mail, as it came</source>
        <translation>届いたままのメール</translation>
    </message>
    <message>
        <source>The mail above is kept as it came. What they said besides, you can write here.</source>
        <translation>上のメールは届いたまま保管します。ほかに聞いた内容があれば、ここに書いてください。</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::AskWindow</name>
    <message>
        <source>The drill is paused: its world answers when it goes on.</source>
        <translation>訓練は一時停止中です。再開すると応答が届きます。</translation>
    </message>
    <message>
        <source>As with dig, in any order: %1</source>
        <translation>dig と同じ書き方（順不同）：%1</translation>
    </message>
    <message>
        <source>The drill&apos;s world is asked, not the internet.</source>
        <translation>インターネットではなく、訓練の世界に問い合わせます。</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>問い合わせ</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>サーバー</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>応答</translation>
    </message>
    <message>
        <source>Round trip</source>
        <translation>往復時間</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>通信方式</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>送信日時</translation>
    </message>
    <message>
        <source>asking…</source>
        <translation>問い合わせ中…</translation>
    </message>
    <message>
        <source>on the timeline: %1</source>
        <translation>タイムラインに記録済み：%1</translation>
    </message>
    <message>
        <source>Nothing was asked yet.</source>
        <translation>まだ問い合わせていません。</translation>
    </message>
    <message>
        <source>Ask anything</source>
        <translation>自由に問い合わせる</translation>
    </message>
    <message>
        <source>&amp;Question:</source>
        <translation>問い合わせ(&amp;Q)：</translation>
    </message>
    <message>
        <source>Question, as dig takes it</source>
        <translation>問い合わせ（dig と同じ書き方）</translation>
    </message>
    <message>
        <source>Up and down: what was asked before</source>
        <translation>上下キー：以前の問い合わせ</translation>
    </message>
    <message>
        <source>&amp;Ask</source>
        <translation>問い合わせる(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Copy as</source>
        <translation>形式を選んでコピー(&amp;C)</translation>
    </message>
    <message>
        <source>Put on the &amp;timeline</source>
        <translation>タイムラインに載せる(&amp;T)</translation>
    </message>
    <message>
        <source>An entry with your name; the answer becomes evidence and is kept with its bytes</source>
        <translation>あなたの名前で記録されます。応答は証拠として、元のバイト列のまま保管されます</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>What was asked, the newest first</source>
        <translation>問い合わせた内容（新しい順）</translation>
    </message>
    <message>
        <source>&amp;Decoded</source>
        <translation>デコード(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Raw</source>
        <translation>生データ(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;JSON</source>
        <translation>JSON(&amp;J)</translation>
    </message>
    <message>
        <source>Decoded</source>
        <translation>デコード</translation>
    </message>
    <message>
        <source>Raw</source>
        <translation>生データ</translation>
    </message>
    <message>
        <source>JSON (RFC 8427)</source>
        <translation>JSON（RFC 8427）</translation>
    </message>
    <message>
        <source>Not put on the timeline: %1 (%2)</source>
        <translation>タイムラインに載せられませんでした: %1（%2）</translation>
    </message>
    <message>
        <source>not answered: what was open then was closed</source>
        <translation>回答なし: 当時開いていたものは閉じられました</translation>
    </message>
    <message>
        <source>being put on the timeline: %1</source>
        <translation>タイムラインに記録中: %1</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::AssetDialog</name>
    <message>
        <source>Name something as the attacker&apos;s</source>
        <translation>攻撃者のものとして登録</translation>
    </message>
    <message>
        <source>ns1.example.net, or 192.0.2.1</source>
        <translation>ns1.example.net や 192.0.2.1</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>担当者</translation>
    </message>
    <message>
        <source>Name it</source>
        <translation>登録</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>It is asked after until it is dead: by DNS, and a mail host for its greeting. Nothing else is sent to it.</source>
        <translation>停止するまで確認を続けます。送るのは DNS の問い合わせと、メールサーバーへの接続（応答の確認のみ）だけです。</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::CaseDialog</name>
    <message>
        <source>The case</source>
        <translation>事案の情報</translation>
    </message>
    <message>
        <source>%1: resumed %2</source>
        <translation>%1：%2 再開</translation>
    </message>
    <message>
        <source>%1: stopped %2</source>
        <translation>%1：%2 停止</translation>
    </message>
    <message>
        <source>Name of a service of yours</source>
        <translation>自社サービスの名称</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>サービス</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>担当者名</translation>
    </message>
    <message>
        <source>Stopped now</source>
        <translation>停止を記録</translation>
    </message>
    <message>
        <source>Resumed now</source>
        <translation>再開を記録</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Told once, it stands in every letter. Each change is an entry of the timeline.</source>
        <translation>一度入力すれば、すべての文面に反映されます。変更はタイムラインに記録されます。</translation>
    </message>
    <message>
        <source>Say who tells it.</source>
        <translation>記入者の名前を入れてください。</translation>
    </message>
    <message>
        <source>Say of “%1” whether it was stopped or resumed.</source>
        <translation>「%1」を停止したのか再開したのかを、ボタンで選んでください。</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::ContactsModel</name>
    <message>
        <source>Step %1</source>
        <translation>手順 %1</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>送信済み</translation>
    </message>
    <message>
        <source>No channel known: enter it from your contract.</source>
        <translation>連絡手段が登録されていません。契約書類から入力してください。</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::ContactsPane</name>
    <message>
        <source>Contacts &amp; messages</source>
        <translation>連絡と文書</translation>
    </message>
    <message>
        <source>Whom to contact next, in order</source>
        <translation>次に連絡する相手（順）</translation>
    </message>
    <message>
        <source>Directory of contacts</source>
        <translation>連絡先の名簿</translation>
    </message>
    <message>
        <source>Messages that were sent</source>
        <translation>送信済みの文書</translation>
    </message>
    <message>
        <source>Message as it was sent</source>
        <translation>送信したとおりの文書</translation>
    </message>
    <message>
        <source>Copy contact</source>
        <translation>連絡先をコピー</translation>
    </message>
    <message>
        <source>Contacts</source>
        <extracomment>Tab of the contacts pane: whom to contact now; also its title</extracomment>
        <translation>連絡と文書</translation>
    </message>
    <message>
        <source>Sent %1</source>
        <extracomment>Tab of the contacts pane: messages that were sent</extracomment>
        <translation>送信済み %1</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>送信済み</translation>
    </message>
    <message>
        <source>Directory</source>
        <extracomment>Tab of the contacts pane: all contacts</extracomment>
        <translation>名簿</translation>
    </message>
    <message>
        <source>Nobody has to be contacted: there is no incident for this domain. The directory shows who could be.</source>
        <translation>連絡が必要な相手はいません。このドメインにインシデントはありません。連絡先の一覧は名簿にあります。</translation>
    </message>
    <message>
        <source>There is no text for this contact.</source>
        <translation>この連絡先への文書はありません。</translation>
    </message>
    <message>
        <source>Copied. Gaps still open: %1.</source>
        <translation>コピーしました。残りの空欄: %1。</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>コピーしました。</translation>
    </message>
    <message>
        <source>Save as a mail file</source>
        <translation>メールファイルとして保存</translation>
    </message>
    <message>
        <source>Mail file (*.eml)</source>
        <translation>メールファイル (*.eml)</translation>
    </message>
    <message>
        <source>Not saved: %1</source>
        <translation>保存できませんでした: %1</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>%1 に保存しました。</translation>
    </message>
    <message>
        <source>Recorded: it stands on the timeline as soon as it is written.</source>
        <translation>記録しました。書き込みが終わり次第、タイムラインに載ります。</translation>
    </message>
    <message>
        <source>Requests to others</source>
        <translation>外部への依頼</translation>
    </message>
    <message>
        <source>The request and what came back</source>
        <translation>依頼と回答の内容</translation>
    </message>
    <message>
        <source>An answer came…</source>
        <extracomment>Button: records what a party answered</extracomment>
        <translation>回答を記録…</translation>
    </message>
    <message>
        <source>Ask again</source>
        <extracomment>Button: lays the next draft for a party that is silent</extracomment>
        <translation>再度依頼</translation>
    </message>
    <message>
        <source>Requests %1</source>
        <translation>依頼 %1</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>依頼</translation>
    </message>
    <message>
        <source>Nothing was asked yet. What you record as sent or called stands here, with its clock.</source>
        <translation>まだ依頼はありません。送付・架電を記録すると、ここに期限とともに表示されます。</translation>
    </message>
    <message>
        <source>Verified today</source>
        <extracomment>A person has just checked that the contact answers there</extracomment>
        <translation>本日確認済みにする</translation>
    </message>
    <message>
        <source>Not noted: %1</source>
        <translation>記録できませんでした：%1</translation>
    </message>
    <message>
        <source>Requests %1, %2 late</source>
        <extracomment>Tab of the contacts pane: what was asked of others and is open; %1: how many, %2: of which the answer is overdue</extracomment>
        <translation>依頼 %1（超過 %2）</translation>
    </message>
    <message>
        <source>Not saved: %1 exists already, and nothing is replaced unasked. Choose another name.</source>
        <translation>保存していません: %1 はすでに存在します。確認なしに上書きはしません。別の名前を選んでください。</translation>
    </message>
    <message numerus="yes">
        <source>Saved %n mails, one for each server: %1.</source>
        <translation>
            <numerusform>サーバーごとに1通、計%n通のメールを保存しました: %1。</numerusform>
        </translation>
    </message>
    <message>
        <source>Gaps still open: %1.</source>
        <translation>残りの空欄: %1。</translation>
    </message>
    <message>
        <source>No web form is known that takes this text.</source>
        <translation>この文面を受け付けるウェブフォームは登録されていません。</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>PDF として保存</translation>
    </message>
    <message>
        <source>Handed to the printer. Pages: %1.</source>
        <translation>プリンターに送りました。ページ数: %1</translation>
    </message>
    <message>
        <source>The printer could not be used.</source>
        <translation>プリンターを使用できませんでした。</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::DecisionDialog</name>
    <message>
        <source>Your name</source>
        <translation>お名前</translation>
    </message>
    <message>
        <source>Your &amp;name</source>
        <translation>お名前(&amp;N)</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>理由(&amp;R)</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Who sits here?</source>
        <translation>操作する人</translation>
    </message>
    <message>
        <source>Entries and decisions are kept with the name of a person.</source>
        <translation>記録と決定は、担当者の名前とともに残します。</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::DomainList</name>
    <message>
        <source>Domains</source>
        <translation>ドメイン</translation>
    </message>
    <message>
        <source>Domains, worst first</source>
        <translation>ドメイン（重大な順）</translation>
    </message>
    <message>
        <source>%1 of %2 need a look</source>
        <translation>要確認 %1 / %2</translation>
    </message>
    <message>
        <source>Filter by name</source>
        <translation>名前で絞り込み</translation>
    </message>
    <message>
        <source>Filter the domains</source>
        <translation>ドメインを絞り込む</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::DomainModel</name>
    <message numerus="yes">
        <source>%1 · %n findings</source>
        <translation>
            <numerusform>%1・所見 %n</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>unknown: not looked at yet</source>
        <translation>不明: 未巡回</translation>
    </message>
    <message>
        <source>unknown: %1 of %2 silent</source>
        <translation>不明: %2 台中 %1 台応答なし</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1・%2</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::DraftEditor</name>
    <message>
        <source>Kind of text</source>
        <translation>文書の種類</translation>
    </message>
    <message>
        <source>DRILL: nothing may be sent.</source>
        <translation>訓練: 送信はできません。</translation>
    </message>
    <message>
        <source>Subject</source>
        <extracomment>Line above the text of a message</extracomment>
        <translation>件名</translation>
    </message>
    <message>
        <source>Text of the message</source>
        <translation>文書の本文</translation>
    </message>
    <message>
        <source>There is newer evidence.</source>
        <translation>新しい証拠があります。</translation>
    </message>
    <message>
        <source>New text</source>
        <extracomment>Button: replaces the edited text by the one made from newer evidence</extracomment>
        <translation>更新</translation>
    </message>
    <message>
        <source>Replaces your text by the one made from newer evidence. Ctrl+Z brings yours back.</source>
        <translation>編集中の文書を新しい証拠による文書に置き換えます。Ctrl+Z で元に戻せます。</translation>
    </message>
    <message>
        <source>Fill in…</source>
        <extracomment>Button: opens the form with name, telephone number and so on; keep it short</extracomment>
        <translation>入力…</translation>
    </message>
    <message>
        <source>Who writes: name, telephone number, mail address, member id</source>
        <translation>差出人: 氏名、電話番号、メールアドレス、会員番号</translation>
    </message>
    <message>
        <source>Copy</source>
        <extracomment>Button: copies subject and text</extracomment>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Copies subject and text (%1)</source>
        <translation>件名と本文をコピーします (%1)</translation>
    </message>
    <message>
        <source>.eml…</source>
        <translation>.eml…</translation>
    </message>
    <message>
        <source>Save as a mail file</source>
        <translation>メールファイルとして保存</translation>
    </message>
    <message>
        <source>To: %1</source>
        <translation>宛先: %1</translation>
    </message>
    <message>
        <source>Gaps: %1</source>
        <extracomment>Chip: how many fields of the draft are still empty</extracomment>
        <translation>空欄 %1</translation>
    </message>
    <message>
        <source>Jump to the next gap (%1)</source>
        <translation>次の空欄へ移動 (%1)</translation>
    </message>
    <message>
        <source>A telephone script is read aloud, not mailed.</source>
        <translation>電話台本は読み上げるもので、メールでは送りません。</translation>
    </message>
    <message>
        <source>Saves it as a mail file that your mail program can open</source>
        <translation>メールソフトで開けるメールファイルとして保存します</translation>
    </message>
    <message>
        <source>I called…</source>
        <extracomment>Button: a person records that the call was made</extracomment>
        <translation>電話済みにする…</translation>
    </message>
    <message>
        <source>I sent this…</source>
        <translation>送信済みにする…</translation>
    </message>
    <message>
        <source>Case…</source>
        <extracomment>Button: opens the form with what only people know of the case; keep it short</extracomment>
        <translation>事案…</translation>
    </message>
    <message>
        <source>What only people know: ticket numbers, services stopped, numbers of persons, the new mail address</source>
        <translation>人だけが知る情報：受付番号、停止したサービス、対象人数、新しいメールアドレスなど</translation>
    </message>
    <message>
        <source>More</source>
        <extracomment>Button with a menu: other ways out for a draft; keep it short</extracomment>
        <translation>その他</translation>
    </message>
    <message>
        <source>&amp;Fill in a web form…</source>
        <translation>ウェブフォームに転記(&amp;F)…</translation>
    </message>
    <message>
        <source>Mail with &amp;evidence or OpenPGP…</source>
        <translation>証拠の添付・OpenPGP(&amp;E)…</translation>
    </message>
    <message>
        <source>Save as &amp;PDF…</source>
        <translation>PDF として保存(&amp;P)…</translation>
    </message>
    <message>
        <source>P&amp;rint…</source>
        <translation>印刷(&amp;R)…</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::DrillBanner</name>
    <message>
        <source>as fast as possible</source>
        <translation>最速</translation>
    </message>
    <message>
        <source>DRILL</source>
        <translation>訓練 DRILL</translation>
    </message>
    <message>
        <source>Nothing can be sent; every document says DRILL</source>
        <translation>送信はできません。すべての文書に「訓練」と入ります</translation>
    </message>
    <message>
        <source>Watch my own domains…</source>
        <translation>自社のドメインを監視…</translation>
    </message>
    <message>
        <source>How fast the world&apos;s clock goes</source>
        <translation>訓練の時計の速さ</translation>
    </message>
    <message>
        <source>Speed of the drill</source>
        <translation>訓練の速さ</translation>
    </message>
    <message>
        <source>computing what happened before</source>
        <translation>それまでの経過を計算中</translation>
    </message>
    <message>
        <source>▶ Go on  [Space]</source>
        <translation>▶ 再開  [Space]</translation>
    </message>
    <message>
        <source>❚❚ Pause  [Space]</source>
        <translation>❚❚ 一時停止  [Space]</translation>
    </message>
    <message>
        <source>Go on with the drill</source>
        <translation>訓練を再開</translation>
    </message>
    <message>
        <source>Pause the drill</source>
        <translation>訓練を一時停止</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::EntryLine</name>
    <message>
        <source>&amp;Record:</source>
        <extracomment>Before the line in which a person types an entry for the timeline</extracomment>
        <translation>記録する(&amp;R):</translation>
    </message>
    <message>
        <source>19:36 called the registrar, ticket …</source>
        <translation>19:36 レジストラへ電話、受付番号 …</translation>
    </message>
    <message>
        <source>New entry of the timeline</source>
        <translation>タイムラインの新しい記録</translation>
    </message>
    <message>
        <source>A time at the beginning says when it happened; without one it happened now. Enter writes it.</source>
        <translation>先頭に時刻を書くと発生時刻になります。書かなければ現在の時刻です。Enter で記録します。</translation>
    </message>
    <message>
        <source>Take back</source>
        <extracomment>Button: takes words that are not in the log yet back into the line</extracomment>
        <translation>戻す</translation>
    </message>
    <message>
        <source>Not written: %1 Your words are back in the line.</source>
        <translation>記録できませんでした: %1 入力した文は入力欄に戻しました。</translation>
    </message>
    <message>
        <source>Being written: %1</source>
        <translation>記録しています: %1</translation>
    </message>
    <message>
        <source>happened now</source>
        <translation>現在の時刻で記録</translation>
    </message>
    <message>
        <source>happened %1</source>
        <translation>%1 の出来事として記録</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::EvidenceDesk</name>
    <message>
        <source>Bring evidence</source>
        <translation>証拠の取り込み</translation>
    </message>
    <message>
        <source>Captures and records (*.pcap *.pcapng *.cap *.jsonl *.record)</source>
        <translation>キャプチャーと記録 (*.pcap *.pcapng *.cap *.jsonl *.record)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>すべてのファイル (*)</translation>
    </message>
    <message>
        <source>What was brought</source>
        <translation>取り込んだ証拠</translation>
    </message>
    <message>
        <source>It stands on the timeline and under Records ▸ Evidence as a vantage of its own; what is seen from here stays as it is.</source>
        <translation>独立した観測点として、タイムラインと「レコード ▸ 証拠」に表示されます。ここからの観測結果は変わりません。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Pack the evidence</source>
        <translation>証拠をまとめる</translation>
    </message>
    <message>
        <source>Archives (*.tar.gz)</source>
        <translation>アーカイブ (*.tar.gz)</translation>
    </message>
    <message>
        <source>Log entries: %1</source>
        <translation>記録の項目：%1</translation>
    </message>
    <message>
        <source>Answers: %1</source>
        <translation>応答：%1</translation>
    </message>
    <message>
        <source>Messages: %1</source>
        <translation>送信文書：%1</translation>
    </message>
    <message>
        <source>Drafts: %1</source>
        <translation>下書き：%1</translation>
    </message>
    <message>
        <source>Head of the log:</source>
        <translation>対応記録の最新ハッシュ：</translation>
    </message>
    <message>
        <source>SHA-256 of SHA256SUMS:</source>
        <translation>SHA256SUMS の SHA-256：</translation>
    </message>
    <message>
        <source>What was packed</source>
        <translation>まとめた証拠</translation>
    </message>
    <message>
        <source>Whoever gets it checks it with sha256sum and jq alone: README.en.md and README.ja.md in it say how. Tell the SHA-256 of SHA256SUMS over another way, for example by telephone.</source>
        <translation>受け取った人は sha256sum と jq だけで確認できます。手順は中の README.ja.md と README.en.md にあります。SHA256SUMS の SHA-256 は、電話など別の手段で伝えてください。</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::ExchangeWindow</name>
    <message numerus="yes">
        <source>%1: %n exchanges</source>
        <translation>
            <numerusform>%1: 問い合わせと応答 %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: the registry&apos;s answer</source>
        <translation>%1: レジストリの応答</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>サーバー</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>送信</translation>
    </message>
    <message>
        <source>Round trip</source>
        <translation>往復時間</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>通信方式</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>Exchanges</source>
        <translation>問い合わせと応答</translation>
    </message>
    <message>
        <source>Decoded</source>
        <translation>デコード</translation>
    </message>
    <message>
        <source>Raw</source>
        <translation>生データ</translation>
    </message>
    <message>
        <source>&amp;Decoded</source>
        <translation>デコード(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Raw</source>
        <translation>生データ(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Copy all</source>
        <translation>すべてコピー(&amp;C)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>応答あり</translation>
    </message>
    <message>
        <source>timed out</source>
        <translation>時間切れ</translation>
    </message>
    <message>
        <source>unreachable</source>
        <translation>到達不能</translation>
    </message>
    <message>
        <source>malformed</source>
        <translation>形式不正</translation>
    </message>
    <message>
        <source>Question: %1</source>
        <translation>問い合わせ: %1</translation>
    </message>
    <message>
        <source>Server: %1 (%2, port %3, %4)</source>
        <translation>サーバー: %1 (%2、ポート %3、%4)</translation>
    </message>
    <message>
        <source>Sent: %1</source>
        <translation>送信: %1</translation>
    </message>
    <message>
        <source>Round trip: %1, attempt %2</source>
        <translation>往復時間: %1、試行 %2</translation>
    </message>
    <message numerus="yes">
        <source>No usable answer after %n attempts</source>
        <translation>
            <numerusform>%n 回試行しましたが、使える応答がありませんでした</numerusform>
        </translation>
    </message>
    <message>
        <source>Forged-looking replies that were ignored while waiting: %1</source>
        <translation>応答待ちの間に、偽造の疑いがあるため無視した応答の数: %1</translation>
    </message>
    <message numerus="yes">
        <source>Query, %n octets</source>
        <translation>
            <numerusform>問い合わせ、%n オクテット</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reply, %n octets</source>
        <translation>
            <numerusform>応答、%n オクテット</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was asked here.</source>
        <translation>ここでは問い合わせていません。</translation>
    </message>
    <message>
        <source>Copy &amp;as</source>
        <translation>形式を選んでコピー(&amp;A)</translation>
    </message>
    <message numerus="yes">
        <source>Evidence: %n answers</source>
        <translation>
            <numerusform>証拠: 応答 %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>kept</source>
        <translation>保存済み</translation>
    </message>
    <message>
        <source>not kept</source>
        <translation>保存なし</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::ExpectationDesk</name>
    <message>
        <source>Import what is expected</source>
        <translation>あるべき値の取り込み</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::ExposureDialog</name>
    <message>
        <source>The letter is in the clipboard.</source>
        <translation>文面をクリップボードにコピーしました。</translation>
    </message>
    <message>
        <source>Lost mail</source>
        <translation>失われたメール</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>担当者</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>サービス</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>いつから</translation>
    </message>
    <message>
        <source>Accounts whose password can be reset by mail</source>
        <translation>メールでパスワードを再設定できるアカウント</translation>
    </message>
    <message>
        <source>The keys 1 to 4 say how far the account is</source>
        <translation>1～4 のキーで対応状況を記録します</translation>
    </message>
    <message>
        <source>The letter</source>
        <translation>文面</translation>
    </message>
    <message>
        <source>&amp;Import CSV…</source>
        <translation>CSV を読み込む(&amp;I)…</translation>
    </message>
    <message>
        <source>Columns: person, service, address</source>
        <translation>列：担当者、サービス、アドレス</translation>
    </message>
    <message>
        <source>&amp;Save CSV…</source>
        <translation>CSV に保存(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Copy the letter</source>
        <translation>文面をコピー(&amp;C)</translation>
    </message>
    <message>
        <source>To the service (press for the person)</source>
        <translation>サービス宛（押すと本人宛）</translation>
    </message>
    <message>
        <source>To the person (press for the service)</source>
        <translation>本人宛（押すとサービス宛）</translation>
    </message>
    <message>
        <source>%1 (attacker tried)</source>
        <translation>%1（攻撃者の試行あり）</translation>
    </message>
    <message>
        <source>No mail host was false, as far as is known.</source>
        <translation>偽のメールサーバーは確認されていません。</translation>
    </message>
    <message>
        <source>Nobody is listed. Import a table with person, service and address.</source>
        <translation>登録がありません。担当者・サービス・アドレスの表を読み込んでください。</translation>
    </message>
    <message>
        <source>%1 accounts of %2 people: %3 to do, %4 asked, %5 reset; attacker tried %6</source>
        <translation>%2 名・%1 アカウント：未対応 %3、依頼済み %4、再設定済み %5、攻撃者の試行 %6</translation>
    </message>
    <message>
        <source>Import accounts</source>
        <translation>アカウントの読み込み</translation>
    </message>
    <message>
        <source>Tables (*.csv *.txt);;All files (*)</source>
        <translation>表 (*.csv *.txt);;すべてのファイル (*)</translation>
    </message>
    <message>
        <source>Not read: %1</source>
        <translation>読み込めませんでした: %1</translation>
    </message>
    <message>
        <source>%1 accounts were read; those that are listed already stay as they are.</source>
        <translation>%1 件を読み込みました。登録済みのものは変わりません。</translation>
    </message>
    <message>
        <source>Save the accounts</source>
        <translation>アカウントの保存</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>表 (*.csv)</translation>
    </message>
    <message>
        <source>Not saved: %1</source>
        <translation>保存できませんでした: %1</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>%1 に保存しました。</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::FormDialog</name>
    <message>
        <source>Your &amp;name</source>
        <translation>お名前(&amp;N)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::HopModel</name>
    <message>
        <source>%1, different</source>
        <translation>%1、相違</translation>
    </message>
    <message>
        <source>Hop %1</source>
        <translation>ホップ %1</translation>
    </message>
    <message>
        <source>Usual: %1</source>
        <translation>基準: %1</translation>
    </message>
    <message>
        <source>Now: %1</source>
        <translation>いま: %1</translation>
    </message>
    <message>
        <source>The paths part here.</source>
        <translation>ここから経路が分かれています。</translation>
    </message>
    <message>
        <source>Usual</source>
        <extracomment>Column: the usual path, hop by hop</extracomment>
        <translation>基準</translation>
    </message>
    <message>
        <source>Now</source>
        <extracomment>Column: today&apos;s path, hop by hop</extracomment>
        <translation>いま</translation>
    </message>
    <message>
        <source>Origin: %1</source>
        <translation>広告元: %1</translation>
    </message>
    <message>
        <source>Origin: %1 (%2)</source>
        <translation>広告元: %1(%2)</translation>
    </message>
    <message>
        <source>Origin</source>
        <extracomment>Column: who announces today&apos;s hop, &quot;AS64500 JP&quot;</extracomment>
        <translation>AS</translation>
    </message>
    <message>
        <source>Loss</source>
        <extracomment>Column, narrow: how much was lost</extracomment>
        <translation>損失</translation>
    </message>
    <message>
        <source>Best</source>
        <extracomment>Column, narrow: the shortest round trip</extracomment>
        <translation>最短</translation>
    </message>
    <message>
        <source>Avg</source>
        <extracomment>Column, narrow: the average round trip</extracomment>
        <translation>平均</translation>
    </message>
    <message>
        <source>Worst</source>
        <extracomment>Column, narrow: the longest round trip</extracomment>
        <translation>最長</translation>
    </message>
    <message>
        <source>Jitter</source>
        <extracomment>Column, narrow: how much the round trip changes from one to the next</extracomment>
        <translation>揺らぎ</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::HostilePage</name>
    <message>
        <source>What is the attacker&apos;s</source>
        <translation>攻撃者のもの</translation>
    </message>
    <message>
        <source>Insert names one by hand, Delete says why one is not hostile</source>
        <translation>Insert で手動登録、Delete で攻撃者のものではない理由を記録します</translation>
    </message>
    <message>
        <source>Everything that is known of it</source>
        <translation>判明している事項のすべて</translation>
    </message>
    <message>
        <source>Name one (Ins)…</source>
        <translation>登録 (Ins)…</translation>
    </message>
    <message>
        <source>Name something as the attacker&apos;s by hand</source>
        <translation>攻撃者のものを手動で登録します</translation>
    </message>
    <message>
        <source>Nothing of an attacker&apos;s is known.</source>
        <translation>攻撃者のものは確認されていません。</translation>
    </message>
    <message>
        <source>Hostile after all (Del)…</source>
        <translation>攻撃者のものに戻す (Del)…</translation>
    </message>
    <message>
        <source>Not hostile (Del)…</source>
        <translation>攻撃者のものではない (Del)…</translation>
    </message>
    <message>
        <source>Hostile after all?</source>
        <translation>攻撃者のものに戻しますか？</translation>
    </message>
    <message>
        <source>Not hostile?</source>
        <translation>攻撃者のものではありませんか？</translation>
    </message>
    <message>
        <source>%1 will be asked after again.</source>
        <translation>%1 の確認を再開します。</translation>
    </message>
    <message>
        <source>%1 stays in the list, is asked after no more, and counts nowhere.</source>
        <translation>%1 は一覧に残りますが、確認を止め、件数に含めません。</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::ImportDialog</name>
    <message>
        <source>Import what is expected</source>
        <translation>あるべき値の取り込み</translation>
    </message>
    <message>
        <source>What the file says, against what is expected now. Nothing changes before you say so; what is not checked stays as it is.</source>
        <translation>ファイルの内容を現在のあるべき値と比べています。承認されるまで何も変わりません。チェックのない項目は現在のままです。</translation>
    </message>
    <message>
        <source>The file does not say of which domain it is: it is taken as %1.</source>
        <translation>ファイルにドメイン名の記載がないため、%1 のものとして扱っています。</translation>
    </message>
    <message>
        <source>The file is a list of names: it says nothing of what is expected.</source>
        <translation>このファイルは名前の一覧で、あるべき値は含まれていません。</translation>
    </message>
    <message>
        <source>What would change</source>
        <translation>変更される内容</translation>
    </message>
    <message>
        <source>the zone in our repository was changed</source>
        <translation>リポジトリのゾーンを変更したため</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Everything in the file was understood.</source>
        <translation>ファイルの内容はすべて読み取れました。</translation>
    </message>
    <message numerus="yes">
        <source>%n records were left out:</source>
        <translation>
            <numerusform>%n 件を取り込めませんでした:</numerusform>
        </translation>
    </message>
    <message>
        <source>What was left out of the file</source>
        <translation>取り込めなかった内容</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Take %n changes</source>
        <translation>
            <numerusform>%n 件を反映(&amp;T)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hinoban::ui::ImportModel</name>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>added</source>
        <translation>追加</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>変更</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>指定なし</translation>
    </message>
    <message>
        <source>not watched yet</source>
        <translation>未監視</translation>
    </message>
    <message>
        <source>%1 added, %2 changed, %3 removed, %4 the same</source>
        <translation>追加 %1、変更 %2、削除 %3、同じ %4</translation>
    </message>
    <message>
        <source>Record set</source>
        <translation>レコードセット</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>変更点</translation>
    </message>
    <message>
        <source>Expected so far</source>
        <translation>現在のあるべき値</translation>
    </message>
    <message>
        <source>From the file</source>
        <translation>ファイルの値</translation>
    </message>
    <message>
        <source>removed?</source>
        <translation>削除？</translation>
    </message>
    <message>
        <source>not stated: the file has no %1 at all</source>
        <translation>指定なし（このファイルに %1 はありません）</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::IncidentBar</name>
    <message>
        <source>Since the change</source>
        <translation>改ざんから</translation>
    </message>
    <message>
        <source>Since the change (%1, registry)</source>
        <translation>改ざんから (%1 レジストリ)</translation>
    </message>
    <message>
        <source>Since the change (%1, first evidence)</source>
        <translation>改ざんから (%1 最初の証拠)</translation>
    </message>
    <message>
        <source>Since noticed</source>
        <translation>検知から</translation>
    </message>
    <message>
        <source>Mail: ask for replies by phone</source>
        <translation>メール: 返信は電話で</translation>
    </message>
    <message>
        <source>✕ lost or read by others</source>
        <translation>✕ 不達・盗聴のおそれ</translation>
    </message>
    <message>
        <source>Mail</source>
        <translation>メール</translation>
    </message>
    <message>
        <source>as expected</source>
        <translation>あるべき値どおり</translation>
    </message>
    <message>
        <source>Caches</source>
        <translation>キャッシュ</translation>
    </message>
    <message>
        <source>%1 false</source>
        <translation>%1 が偽</translation>
    </message>
    <message>
        <source>%1 true</source>
        <translation>%1 が正</translation>
    </message>
    <message>
        <source>%1 unknown</source>
        <translation>%1 不明</translation>
    </message>
    <message numerus="yes">
        <source>%n caches: no end while the false nameservers answer</source>
        <translation>
            <numerusform>キャッシュ (%n リゾルバー中): 偽 NS が応答する間は終わり未定</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n caches: false until %1</source>
        <translation>
            <numerusform>キャッシュ (%n リゾルバー中): 偽データの終わり %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n caches</source>
        <translation>
            <numerusform>キャッシュ (%n リゾルバー中)</numerusform>
        </translation>
    </message>
    <message>
        <source>In command</source>
        <translation>指揮</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>未定</translation>
    </message>
    <message>
        <source>Take command…</source>
        <translation>決める…</translation>
    </message>
    <message>
        <source>Hand over…</source>
        <translation>引き継ぐ…</translation>
    </message>
    <message>
        <source>differs</source>
        <translation>相違あり</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>Nothing watched</source>
        <translation>監視対象なし</translation>
    </message>
    <message>
        <source>First look…</source>
        <translation>初回の巡回中…</translation>
    </message>
    <message>
        <source>Ctrl+R shows who recovers when</source>
        <translation>Ctrl+R で各リゾルバーの回復時期を表示します</translation>
    </message>
    <message numerus="yes">
        <source>%n caches: no end before the repair</source>
        <translation>
            <numerusform>キャッシュ %n 台: 復旧まで終わりは未定</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n caches: others may be false until %1</source>
        <translation>
            <numerusform>キャッシュ %n 台: ほかは %1 まで偽の可能性</numerusform>
        </translation>
    </message>
    <message>
        <source>DNS rewritten</source>
        <translation>DNS 書き換え</translation>
    </message>
    <message>
        <source>Ctrl+J shows runbook, people and clocks</source>
        <translation>Ctrl+J で手順書・体制・期限を表示します</translation>
    </message>
    <message>
        <source>meeting</source>
        <translation>会議</translation>
    </message>
    <message>
        <source>Overdue: %1</source>
        <translation>期限超過: %1</translation>
    </message>
    <message>
        <source>Due: %1</source>
        <translation>期限: %1</translation>
    </message>
    <message>
        <source>Take command</source>
        <translation>指揮を執る</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::IncidentPane</name>
    <message>
        <source>Incident</source>
        <translation>インシデント</translation>
    </message>
    <message>
        <source>Runbook</source>
        <translation>手順書</translation>
    </message>
    <message>
        <source>Who does what, and how to reach them</source>
        <translation>役割分担と連絡方法</translation>
    </message>
    <message>
        <source>Clocks and deadlines</source>
        <translation>経過時間と期限</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>役割</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>担当者</translation>
    </message>
    <message>
        <source>Telephone or room</source>
        <translation>電話・会議室</translation>
    </message>
    <message>
        <source>What</source>
        <translation>項目</translation>
    </message>
    <message>
        <source>How long</source>
        <translation>時間</translation>
    </message>
    <message>
        <source>When</source>
        <translation>日時</translation>
    </message>
    <message>
        <source>Close…</source>
        <extracomment>Button: closes the incident, with a reason</extracomment>
        <translation>終結…</translation>
    </message>
    <message>
        <source>Give this part…</source>
        <translation>担当を決める…</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>変更…</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Open the room</source>
        <translation>会議室を開く</translation>
    </message>
    <message>
        <source>Applies…</source>
        <extracomment>Button: the deadline that is chosen applies</extracomment>
        <translation>該当する…</translation>
    </message>
    <message>
        <source>Does not apply…</source>
        <extracomment>Button: the deadline that is chosen does not apply</extracomment>
        <translation>該当しない…</translation>
    </message>
    <message>
        <source>Done…</source>
        <extracomment>Button: what was due is done</extracomment>
        <translation>済み…</translation>
    </message>
    <message>
        <source>Situation report</source>
        <translation>状況報告</translation>
    </message>
    <message>
        <source>Meetings…</source>
        <translation>定例会議…</translation>
    </message>
    <message>
        <source>Runbook %1/%2</source>
        <extracomment>Tab of the incident pane: the checklist; %1 of %2 are done</extracomment>
        <translation>手順書 %1/%2</translation>
    </message>
    <message>
        <source>People</source>
        <extracomment>Tab of the incident pane: roles and room</extracomment>
        <translation>体制</translation>
    </message>
    <message>
        <source>Clocks</source>
        <extracomment>Tab of the incident pane: clocks and deadlines</extracomment>
        <translation>期限</translation>
    </message>
    <message>
        <source>opened by %1</source>
        <translation>宣言者 %1</translation>
    </message>
    <message>
        <source>Reopen…</source>
        <extracomment>Button: a person says that this is an incident</extracomment>
        <translation>再開…</translation>
    </message>
    <message>
        <source>Open the incident</source>
        <translation>インシデントを宣言</translation>
    </message>
    <message>
        <source>You will be asked why.</source>
        <translation>理由をお尋ねします。</translation>
    </message>
    <message>
        <source>The findings are the reason.</source>
        <translation>所見を理由として宣言します。</translation>
    </message>
    <message>
        <source>Hand over…</source>
        <translation>引き継ぐ…</translation>
    </message>
    <message>
        <source>Take command…</source>
        <translation>指揮を執る…</translation>
    </message>
    <message>
        <source>There is no standing room yet: a call or chat that does not hang on the domain.</source>
        <translation>常設の会議室がまだありません。対象ドメインに依存しない通話かチャットを決めてください。</translation>
    </message>
    <message>
        <source>Room: %1</source>
        <translation>会議室: %1</translation>
    </message>
    <message>
        <source>since %1, said by %2</source>
        <translation>%1 から（記録者 %2）</translation>
    </message>
    <message>
        <source>before: %1</source>
        <translation>前任: %1</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>未定</translation>
    </message>
    <message>
        <source>Open an incident</source>
        <translation>インシデントの宣言</translation>
    </message>
    <message>
        <source>No finding says so: why is it one? The domain that is chosen is %1.</source>
        <translation>所見はありません。宣言する理由を書いてください。選択中のドメインは %1 です。</translation>
    </message>
    <message>
        <source>Reopen the incident</source>
        <translation>インシデントの再開</translation>
    </message>
    <message>
        <source>It goes on as the same incident: parts, ticks and letters stay.</source>
        <translation>同じインシデントとして続けます。役割、チェック、文書はそのまま残ります。</translation>
    </message>
    <message>
        <source>Reopen</source>
        <translation>再開</translation>
    </message>
    <message>
        <source>Give the part: %1</source>
        <translation>役割を決める: %1</translation>
    </message>
    <message>
        <source>Who has it, and how that person is reached: a telephone number or a room. Leave the person empty where nobody has it any more. The timeline says who gave it to whom, and when.</source>
        <translation>担当者と、その人への連絡方法（電話番号または会議室）を記入してください。担当者がいなくなる場合は空欄にします。誰が誰に、いつ任せたかはタイムラインに残ります。</translation>
    </message>
    <message>
        <source>Give</source>
        <translation>決める</translation>
    </message>
    <message>
        <source>&amp;Person</source>
        <translation>担当者(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Telephone or room</source>
        <translation>電話・会議室(&amp;T)</translation>
    </message>
    <message>
        <source>The standing room</source>
        <translation>常設の会議室</translation>
    </message>
    <message>
        <source>A call or chat that stays open and does not hang on the domain: a link or a number. It stands in every situation report.</source>
        <translation>開いたままにしておく、対象ドメインに依存しない通話またはチャットです。リンクか番号を記入してください。状況報告に毎回記載されます。</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>&amp;Room</source>
        <translation>会議室(&amp;R)</translation>
    </message>
    <message>
        <source>It counts from the moment at which somebody in the organisation knew. Who says so stands on the timeline.</source>
        <translation>組織内の誰かが知った時点から数えます。判断した人はタイムラインに残ります。</translation>
    </message>
    <message>
        <source>It will not be counted. The timeline says who decided it, and why.</source>
        <translation>期限として数えません。誰がなぜ判断したかはタイムラインに残ります。</translation>
    </message>
    <message>
        <source>It applies</source>
        <translation>該当する</translation>
    </message>
    <message>
        <source>It does not apply</source>
        <translation>該当しない</translation>
    </message>
    <message>
        <source>&amp;Known since</source>
        <translation>知った日時(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>理由(&amp;R)</translation>
    </message>
    <message>
        <source>It is done. What was done, and how?</source>
        <translation>済みとします。何をどのように行いましたか。</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>済み</translation>
    </message>
    <message>
        <source>Meetings of every day</source>
        <translation>毎日の定例会議</translation>
    </message>
    <message>
        <source>Morning, noon and evening, on the wall of one zone. For each, the situation report is drafted from the timeline.</source>
        <translation>朝・昼・夕の時刻を、一つのタイムゾーンで記入してください。会議ごとに状況報告をタイムラインから下書きします。</translation>
    </message>
    <message>
        <source>&amp;Times</source>
        <translation>時刻(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Zone</source>
        <translation>タイムゾーン(&amp;Z)</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::LookAlikeLine</name>
    <message>
        <source>“%1”</source>
        <translation>「%1」</translation>
    </message>
    <message>
        <source>%1 instead of %2: %3</source>
        <translation>%2 ではなく %1: %3</translation>
    </message>
    <message>
        <source>%1 was added</source>
        <translation>%1 が追加されています</translation>
    </message>
    <message>
        <source>%1 was left out</source>
        <translation>%1 が抜けています</translation>
    </message>
    <message>
        <source>%1 in the place of %2</source>
        <translation>%2 が %1 に置き換えられています</translation>
    </message>
    <message>
        <source>shown</source>
        <translation>表示</translation>
    </message>
    <message>
        <source>imitates</source>
        <translation>模倣元</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::MailDialog</name>
    <message>
        <source>not known to be theirs</source>
        <translation>本人の鍵か未確認</translation>
    </message>
    <message>
        <source>not trusted</source>
        <translation>信頼されていない鍵</translation>
    </message>
    <message>
        <source>marginally valid</source>
        <translation>有効性は限定的</translation>
    </message>
    <message>
        <source>valid</source>
        <translation>有効</translation>
    </message>
    <message>
        <source>ultimately trusted</source>
        <translation>絶対的に信頼</translation>
    </message>
    <message>
        <source>There is no key for this address in your keyring.</source>
        <translation>このアドレスの鍵が鍵束にありません。</translation>
    </message>
    <message>
        <source>Several keys in your keyring would do: disable those that are not meant.</source>
        <translation>鍵束に使用できる鍵が複数あります。使用しない鍵を無効にしてください。</translation>
    </message>
    <message>
        <source>The key has expired.</source>
        <translation>鍵の有効期限が切れています。</translation>
    </message>
    <message>
        <source>The key was revoked.</source>
        <translation>鍵は失効しています。</translation>
    </message>
    <message>
        <source>The key is disabled in your keyring.</source>
        <translation>鍵が鍵束で無効になっています。</translation>
    </message>
    <message>
        <source>The key is not valid.</source>
        <translation>鍵が正しくありません。</translation>
    </message>
    <message>
        <source>The secret half of the key is not in your keyring.</source>
        <translation>秘密鍵が鍵束にありません。</translation>
    </message>
    <message>
        <source>The key cannot be used for this.</source>
        <translation>この鍵はこの用途に使用できません。</translation>
    </message>
    <message>
        <source>Nobody has said that the key belongs to this address: compare its fingerprint with them by telephone, and sign it in your keyring.</source>
        <translation>この鍵が当該アドレスのものと確認されていません。電話でフィンガープリントを照合し、鍵束で署名してください。</translation>
    </message>
    <message>
        <source>Mail with evidence and OpenPGP</source>
        <translation>証拠の添付と OpenPGP</translation>
    </message>
    <message>
        <source>Attach the &amp;evidence bundle</source>
        <translation>証拠一式を添付する(&amp;E)</translation>
    </message>
    <message>
        <source>With a machine-readable report (&amp;XARF), one mail a server</source>
        <translation>機械可読の報告（XARF）を付ける。サーバーごとに 1 通(&amp;X)</translation>
    </message>
    <message>
        <source>&amp;Sign</source>
        <translation>署名する(&amp;S)</translation>
    </message>
    <message>
        <source>En&amp;crypt; the subject stays readable</source>
        <translation>暗号化する（件名は暗号化されません）(&amp;C)</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>DRILL: nothing may be sent.</source>
        <translation>訓練: 送信はできません。</translation>
    </message>
    <message>
        <source>To: %1</source>
        <translation>宛先: %1</translation>
    </message>
    <message>
        <source>Nothing is on record: there is no evidence to pack.</source>
        <translation>記録がないため、添付できる証拠がありません。</translation>
    </message>
    <message>
        <source>Log, answers and messages, which the recipient can check by himself.</source>
        <translation>ログ・応答・送信済みの文面です。受信者がご自身で検証できます。</translation>
    </message>
    <message>
        <source>Asking gpg for the keys…</source>
        <translation>gpg に鍵を問い合わせています…</translation>
    </message>
    <message>
        <source>There is no mail address to encrypt for.</source>
        <translation>暗号化の宛先となるメールアドレスがありません。</translation>
    </message>
    <message>
        <source>gpg gave no keys: %1</source>
        <translation>gpg から鍵を取得できませんでした: %1</translation>
    </message>
    <message>
        <source>As whom is not known: fill in your mail address first, by “Fill in…” above the text.</source>
        <translation>署名者が未設定です。先に文面の上の「入力…」でメールアドレスを記入してください。</translation>
    </message>
    <message>
        <source>You can read it again with your own key.</source>
        <translation>ご自身の鍵でも復号できます。</translation>
    </message>
    <message>
        <source>You cannot read it again yourself: there is no key of your own that could be used.</source>
        <translation>ご自身では復号できません: 使用できるご自身の鍵がありません。</translation>
    </message>
    <message>
        <source>Packing…</source>
        <translation>証拠一式を作成しています…</translation>
    </message>
    <message>
        <source>evidence.tar.gz, %1, SHA-256:
%2</source>
        <translation>evidence.tar.gz、%1、SHA-256:
%2</translation>
    </message>
    <message>
        <source>It cannot be signed: your mail address is not known.</source>
        <translation>署名できません: ご自身のメールアドレスが未設定です。</translation>
    </message>
    <message>
        <source>It cannot be signed: %1</source>
        <translation>署名できません: %1</translation>
    </message>
    <message>
        <source>It cannot be encrypted for %1: %2</source>
        <translation>%1 宛てに暗号化できません: %2</translation>
    </message>
    <message>
        <source>Save as a mail file</source>
        <translation>メールファイルとして保存</translation>
    </message>
    <message>
        <source>Mail file (*.eml)</source>
        <translation>メールファイル (*.eml)</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>書き出しています…</translation>
    </message>
    <message>
        <source>Not saved: %1</source>
        <translation>保存できませんでした: %1</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::MainWindow</name>
    <message>
        <source>Who sits here?</source>
        <translation>操作する人</translation>
    </message>
    <message>
        <source>Entries and decisions are kept with the name of a person.</source>
        <translation>記録と決定は、担当者の名前とともに残します。</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>起動しています…</translation>
    </message>
    <message>
        <source>Hinoban</source>
        <translation>Hinoban</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>一時停止中</translation>
    </message>
    <message>
        <source>next look in %1</source>
        <translation>次の巡回まで %1</translation>
    </message>
    <message>
        <source>no look is due</source>
        <translation>巡回の予定なし</translation>
    </message>
    <message numerus="yes">
        <source>%n domains</source>
        <translation>
            <numerusform>ドメイン %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n resolvers</source>
        <translation>
            <numerusform>リゾルバー %n</numerusform>
        </translation>
    </message>
    <message>
        <source>log: entry %1, %2…</source>
        <translation>ログ: 記録 %1、%2…</translation>
    </message>
    <message>
        <source>Hinoban: DRILL %1</source>
        <translation>Hinoban: 訓練 %1</translation>
    </message>
    <message>
        <source>Hinoban: %1</source>
        <translation>Hinoban: %1</translation>
    </message>
    <message>
        <source>Open a workspace</source>
        <translation>ワークスペースを開く</translation>
    </message>
    <message>
        <source>Hinoban workspaces (*.hinoban)</source>
        <translation>Hinoban ワークスペース (*.hinoban)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>すべてのファイル (*)</translation>
    </message>
    <message>
        <source>Open a drill from a folder</source>
        <translation>フォルダーから訓練を開く</translation>
    </message>
    <message>
        <source>Take command</source>
        <translation>指揮を執る</translation>
    </message>
    <message>
        <source>One person commands the response. The timeline says who, and since when.</source>
        <translation>対応は一人が指揮します。誰がいつから指揮しているかはタイムラインに残ります。</translation>
    </message>
    <message>
        <source>Close the incident</source>
        <translation>インシデントを終結</translation>
    </message>
    <message>
        <source>The incident is closed. If a finding opens again, so does the incident.</source>
        <translation>インシデントを終結します。所見が再び出れば、インシデントも再開します。</translation>
    </message>
    <message>
        <source>Accept the change of the registration</source>
        <translation>登録情報の変更を承認</translation>
    </message>
    <message>
        <source>The registration of %1 as the registry shows it now becomes what is expected. Accept it only if you know who changed it.</source>
        <translation>いまレジストリにある %1 の登録情報をあるべき値とします。誰が変更したか分かっている場合だけ承認してください。</translation>
    </message>
    <message>
        <source>Accept the change</source>
        <translation>変更を承認</translation>
    </message>
    <message>
        <source>Drill</source>
        <translation>訓練</translation>
    </message>
    <message>
        <source>Incident</source>
        <translation>インシデント</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状況</translation>
    </message>
    <message>
        <source>really looked at every %1</source>
        <translation>実際の確認間隔 %1</translation>
    </message>
    <message>
        <source>really looked at in full every %1</source>
        <translation>実際の全体確認間隔 %1</translation>
    </message>
    <message>
        <source>Correct an entry</source>
        <translation>記録の訂正</translation>
    </message>
    <message>
        <source>Entry %1 stays as it is; what is right becomes a new entry that names it. It says: “%2”. Write below what it should say; a time at the beginning is taken as the right one.</source>
        <translation>記録 %1 はそのまま残り、正しい内容はそれを示す新しい記録になります。現在の内容：「%2」。正しい内容を下に書いてください。先頭に時刻を書くと、正しい時刻として扱います。</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>訂正する</translation>
    </message>
    <message>
        <source>It should &amp;say</source>
        <translation>正しい内容(&amp;S)</translation>
    </message>
    <message>
        <source>Nobody said who writes it.</source>
        <translation>記入者の名前が入力されませんでした。</translation>
    </message>
    <message>
        <source>The timeline was written to %1.</source>
        <translation>タイムラインを %1 に書き出しました。</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::Menus</name>
    <message>
        <source>&amp;File</source>
        <translation>ファイル(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Open a workspace…</source>
        <translation>ワークスペースを開く(&amp;O)…</translation>
    </message>
    <message>
        <source>Open a &amp;drill</source>
        <translation>訓練を開く(&amp;D)</translation>
    </message>
    <message>
        <source>From a &amp;folder…</source>
        <translation>フォルダーから(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;Watch my own domains…</source>
        <translation>自社のドメインを監視(&amp;W)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>終了(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Look</source>
        <translation>巡回(&amp;L)</translation>
    </message>
    <message>
        <source>Look &amp;now</source>
        <translation>今すぐ巡回(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Pause the drill</source>
        <translation>訓練を一時停止(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Filter the records</source>
        <translation>レコードを絞り込む(&amp;F)</translation>
    </message>
    <message>
        <source>Only &amp;differences</source>
        <translation>相違のみ(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Worst first</source>
        <translation>重大な順(&amp;W)</translation>
    </message>
    <message>
        <source>Every value on a &amp;line of its own</source>
        <translation>値を 1 行ずつ表示(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>表示(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>言語(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>テーマ(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>ライト(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>ダーク(&amp;D)</translation>
    </message>
    <message>
        <source>T&amp;imes</source>
        <translation>時刻(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Local time</source>
        <translation>現地時刻(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;UTC</source>
        <translation>UTC(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Panes</source>
        <translation>ペイン(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Reset the layout</source>
        <translation>配置を初期化(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Incident</source>
        <translation>インシデント(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Take command…</source>
        <translation>指揮を執る(&amp;T)…</translation>
    </message>
    <message>
        <source>&amp;Write an entry</source>
        <translation>記録を書く(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Copy the draft</source>
        <translation>文書をコピー(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Accept the change of the registration…</source>
        <translation>登録情報の変更を承認(&amp;A)…</translation>
    </message>
    <message>
        <source>Close the &amp;incident…</source>
        <translation>インシデントを終結(&amp;I)…</translation>
    </message>
    <message>
        <source>Who &amp;sits here…</source>
        <translation>操作する人(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Bring evidence…</source>
        <translation>証拠を取り込む(&amp;B)…</translation>
    </message>
    <message>
        <source>&amp;Ask anything…</source>
        <translation>自由に問い合わせる(&amp;A)…</translation>
    </message>
    <message>
        <source>Who &amp;recovers when</source>
        <translation>回復の見通し(&amp;R)</translation>
    </message>
    <message>
        <source>Filter the d&amp;omains</source>
        <translation>ドメインを絞り込む(&amp;O)</translation>
    </message>
    <message>
        <source>I&amp;mport what is expected…</source>
        <translation>あるべき値を取り込む(&amp;M)…</translation>
    </message>
    <message>
        <source>&amp;Planned changes…</source>
        <translation>変更予定(&amp;P)…</translation>
    </message>
    <message>
        <source>Pack the &amp;evidence…</source>
        <translation>証拠をまとめる(&amp;E)…</translation>
    </message>
    <message>
        <source>Resol&amp;vers…</source>
        <translation>リゾルバー(&amp;V)…</translation>
    </message>
    <message>
        <source>&amp;Reports…</source>
        <translation>報告書(&amp;R)…</translation>
    </message>
    <message>
        <source>&amp;Runbook, people and clocks</source>
        <translation>手順書・体制・期限(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Open an incident</source>
        <translation>インシデントを宣言(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>監視の設定(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Timeline</source>
        <translation>タイムライン(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Paste what a tool said…</source>
        <translation>ツールの出力を貼り付け(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Import a timeline…</source>
        <translation>タイムラインを取り込む(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;Export the timeline…</source>
        <translation>タイムラインを書き出す(&amp;E)…</translation>
    </message>
    <message>
        <source>The attac&amp;ker&apos;s servers</source>
        <translation>攻撃者のサーバー(&amp;K)</translation>
    </message>
    <message>
        <source>Lost &amp;mail and accounts…</source>
        <translation>失われたメールとアカウント(&amp;M)…</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::MessagesModel</name>
    <message>
        <source>Sent: %1</source>
        <translation>送信: %1</translation>
    </message>
    <message>
        <source>To: %1</source>
        <translation>宛先: %1</translation>
    </message>
    <message>
        <source>Channel: %1</source>
        <translation>連絡手段: %1</translation>
    </message>
    <message>
        <source>By: %1</source>
        <translation>送信者: %1</translation>
    </message>
    <message>
        <source>Sent</source>
        <extracomment>Column of sent messages: when</extracomment>
        <translation>送信</translation>
    </message>
    <message>
        <source>To</source>
        <extracomment>Column of sent messages: to whom</extracomment>
        <translation>宛先</translation>
    </message>
    <message>
        <source>Text</source>
        <extracomment>Column of sent messages: which text</extracomment>
        <translation>文書</translation>
    </message>
    <message>
        <source>Channel</source>
        <extracomment>Column of sent messages: telephone, mail … with its address and reference</extracomment>
        <translation>連絡手段</translation>
    </message>
    <message>
        <source>By</source>
        <extracomment>Column of sent messages: who sent it</extracomment>
        <translation>送信者</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::NetworkBanner</name>
    <message>
        <source>Look from another network, or ask resolvers over TLS or HTTPS.</source>
        <translation>別のネットワークから確認するか、TLS または HTTPS でリゾルバーに問い合わせてください。</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::Notice</name>
    <message>
        <source>Close this message</source>
        <translation>このお知らせを閉じる</translation>
    </message>
    <message>
        <source>The story of the drill is over: nothing more will happen in it. What is known stays on the screen, and entries can still be written.</source>
        <translation>訓練のシナリオは終了しました。これ以上は何も起こりません。判明した内容は画面に残り、記録も引き続き書き込めます。</translation>
    </message>
    <message>
        <source>The watch has ended by itself: nothing is looked at any more. Open the workspace again to go on.</source>
        <translation>監視が終了しました。以後は巡回しません。続けるにはワークスペースを開き直してください。</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::OrganisationDialog</name>
    <message>
        <source>Who writes</source>
        <translation>差出人</translation>
    </message>
    <message>
        <source>Organisation, in English</source>
        <translation>組織名（英語）</translation>
    </message>
    <message>
        <source>Organisation, in Japanese</source>
        <translation>組織名（日本語）</translation>
    </message>
    <message>
        <source>Person, in English</source>
        <translation>担当者名（英語）</translation>
    </message>
    <message>
        <source>Person, in Japanese</source>
        <translation>担当者名（日本語）</translation>
    </message>
    <message>
        <source>Role, in English</source>
        <translation>役職（英語）</translation>
    </message>
    <message>
        <source>Role, in Japanese</source>
        <translation>役職（日本語）</translation>
    </message>
    <message>
        <source>Telephone for replies</source>
        <translation>返信用の電話番号</translation>
    </message>
    <message>
        <source>Mail address outside your domains</source>
        <translation>自社ドメイン以外のメールアドレス</translation>
    </message>
    <message>
        <source>Member id at the registrar</source>
        <translation>レジストラの会員番号</translation>
    </message>
    <message>
        <source>Every draft is filled from this. Fill in what you have; the rest stays a marked gap.</source>
        <translation>すべての文書にこの内容を差し込みます。分かるものを入力してください。残りは印の付いた空欄になります。</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>組織名</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>担当者名</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>役職</translation>
    </message>
    <message>
        <source>Mail outside your domains</source>
        <translation>自社ドメイン以外のメール</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>This is not a mail address.</source>
        <translation>メールアドレスではありません。</translation>
    </message>
    <message>
        <source>This address is under an affected domain: replies would reach the attacker. Use another one.</source>
        <translation>このアドレスは被害を受けたドメインのものです。返信が攻撃者に届くおそれがあるため、別のアドレスを使ってください。</translation>
    </message>
    <message>
        <source>Hosted zone at the DNS provider</source>
        <translation>DNS 事業者のホストゾーン</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::PasteDialog</name>
    <message>
        <source>Not written: %1</source>
        <translation>記録できませんでした。%1</translation>
    </message>
    <message>
        <source>Paste what a tool said</source>
        <translation>ツールの出力の貼り付け</translation>
    </message>
    <message>
        <source>Paste the output of dig, whois, traceroute or tracepath here.</source>
        <translation>dig、whois、traceroute、tracepath の出力をここに貼り付けてください。</translation>
    </message>
    <message>
        <source>Output of a tool</source>
        <translation>ツールの出力</translation>
    </message>
    <message>
        <source>When it happened</source>
        <translation>発生日時</translation>
    </message>
    <message>
        <source>Recognised as</source>
        <translation>認識した種類</translation>
    </message>
    <message>
        <source>About</source>
        <translation>対象</translation>
    </message>
    <message>
        <source>It says</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>&amp;Happened</source>
        <translation>発生日時(&amp;H)</translation>
    </message>
    <message>
        <source>Your &amp;name</source>
        <translation>お名前(&amp;N)</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>お名前</translation>
    </message>
    <message>
        <source>Put on the timeline</source>
        <translation>タイムラインに載せる</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>What was to be pasted has %1 KiB, but no more than %2 KiB of a tool&apos;s output can be read: nothing was pasted. Paste the part that matters.</source>
        <extracomment>%1 and %2: kibibytes</extracomment>
        <translation>貼り付けようとした内容は %1 KiB ですが、読み取れるツールの出力は %2 KiB までです。何も貼り付けていません。必要な部分を貼り付けてください。</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>This is not what dig, whois, traceroute or tracepath print.</source>
        <translation>dig、whois、traceroute、tracepath の出力ではありません。</translation>
    </message>
    <message>
        <source>It cannot have happened later than now.</source>
        <translation>発生日時を現在より後にすることはできません。</translation>
    </message>
    <message>
        <source>Say who pastes it.</source>
        <translation>貼り付ける担当者の名前を入力してください。</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::PathPane</name>
    <message>
        <source>Path &amp; response</source>
        <translation>経路と応答</translation>
    </message>
    <message>
        <source>not measured</source>
        <extracomment>In the head of the path pane, where the measuring tool is named</extracomment>
        <translation>計測なし</translation>
    </message>
    <message>
        <source>from the scenario</source>
        <extracomment>The path comes from the drill&apos;s scenario</extracomment>
        <translation>シナリオによる</translation>
    </message>
    <message>
        <source>Copy hops</source>
        <translation>ホップをコピー</translation>
    </message>
    <message>
        <source>Usual path and today&apos;s, hop by hop</source>
        <translation>基準の経路といまの経路（ホップごと）</translation>
    </message>
    <message>
        <source>Export hops as CSV…</source>
        <translation>ホップをCSVに書き出す…</translation>
    </message>
    <message>
        <source>Export hops as CSV</source>
        <translation>ホップをCSVに書き出す</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>表 (*.csv)</translation>
    </message>
    <message>
        <source>The file could not be written: %1</source>
        <translation>ファイルに書き込めませんでした: %1</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::PlanDialog</name>
    <message>
        <source>Planned changes of %1</source>
        <translation>%1 の変更予定</translation>
    </message>
    <message>
        <source>From its beginning on, a planned change counts as expected, and so does the state before it. When its time is over and something else is there, it is an alarm (W1).</source>
        <translation>開始時刻以降は、変更後の状態も変更前の状態も「あるべき状態」として扱います。期間が終わったときにそのどちらでもなければ警報（W1）になります。</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>From (%1)</source>
        <translation>開始（%1）</translation>
    </message>
    <message>
        <source>Until (%1)</source>
        <translation>終了（%1）</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>担当</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Planned changes</source>
        <translation>変更予定</translation>
    </message>
    <message>
        <source>What the plan changes</source>
        <translation>この予定で変わるもの</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>&amp;Withdraw it…</source>
        <translation>取り消す(&amp;W)…</translation>
    </message>
    <message>
        <source>&amp;Accept the new state…</source>
        <translation>新しい状態を承認する(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Plan a change…</source>
        <translation>変更を予定する(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>戻る(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Plan the change</source>
        <translation>この変更を予定する(&amp;P)</translation>
    </message>
    <message>
        <source>No change of this domain is planned.</source>
        <translation>このドメインに変更の予定はありません。</translation>
    </message>
    <message>
        <source>%1 (plan %2)</source>
        <translation>%1（予定 %2）</translation>
    </message>
    <message>
        <source>What the plan says becomes what is expected; the state before it is a mismatch then.</source>
        <translation>予定した状態を、今後のあるべき状態とします。変更前の状態は以後、不一致になります。</translation>
    </message>
    <message>
        <source>The plan is gone. What is expected now stays; what differs from it is a finding.</source>
        <translation>予定を取り消します。現在のあるべき状態はそのままで、それと異なるものは所見になります。</translation>
    </message>
    <message>
        <source>Hinoban has not seen that the change is done.</source>
        <translation>変更が完了したことは、まだ確認できていません。</translation>
    </message>
    <message>
        <source>Accept the new state</source>
        <translation>新しい状態を承認する</translation>
    </message>
    <message>
        <source>Withdraw the planned change</source>
        <translation>変更予定を取り消す</translation>
    </message>
    <message>
        <source>Withdraw it</source>
        <translation>取り消す</translation>
    </message>
    <message>
        <source>Not stored: %1 What you typed is still here.</source>
        <translation>保存できませんでした。%1 入力された内容はこの画面に残っています。</translation>
    </message>
    <message>
        <source>The workspace was closed before it answered: look in the list whether this was stored.</source>
        <translation>応答の前にワークスペースが閉じられました。保存されたかどうかは一覧で確認してください。</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::PlanForm</name>
    <message>
        <source>&amp;From</source>
        <translation>開始(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Until</source>
        <translation>終了(&amp;U)</translation>
    </message>
    <message>
        <source>What it &amp;shall be</source>
        <translation>変更後の値(&amp;S)</translation>
    </message>
    <message>
        <source>R&amp;egistrar</source>
        <translation>レジストラ(&amp;E)</translation>
    </message>
    <message>
        <source>Your &amp;name</source>
        <translation>お名前(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>理由(&amp;R)</translation>
    </message>
    <message>
        <source>From</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>What it shall be, a record a line</source>
        <translation>変更後の値、1行に1レコード</translation>
    </message>
    <message>
        <source>A record a line. What is not named stays.</source>
        <translation>1行に1レコード。書かれていないものは変わりません。</translation>
    </message>
    <message>
        <source>&amp;Take what is expected now</source>
        <translation>現在の値を写す(&amp;T)</translation>
    </message>
    <message>
        <source>From a f&amp;ile…</source>
        <translation>ファイルから(&amp;I)…</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>変更内容</translation>
    </message>
    <message>
        <source>What would change</source>
        <translation>変わるもの</translation>
    </message>
    <message>
        <source>Registrar</source>
        <translation>レジストラ</translation>
    </message>
    <message>
        <source>only if the registration moves: its name</source>
        <translation>レジストラを移管する場合のみ、移管先の名称</translation>
    </message>
    <message>
        <source>Number of the registrar at IANA</source>
        <translation>レジストラのIANA番号</translation>
    </message>
    <message>
        <source>IANA number</source>
        <translation>IANA番号</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>お名前</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>the web site moves to the new provider, ticket …</source>
        <translation>Webサイトを新しい事業者へ移行、チケット番号 …</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>ほか %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>%1 行目: %2</translation>
    </message>
    <message>
        <source>The change would end before it begins.</source>
        <translation>終了が開始より前になっています。</translation>
    </message>
    <message>
        <source>This time is over already.</source>
        <translation>すでに過ぎた時刻です。</translation>
    </message>
    <message>
        <source>All of this is expected already: nothing would change.</source>
        <translation>すべて現在のあるべき値と同じで、変わるものがありません。</translation>
    </message>
    <message>
        <source>Say what shall be otherwise, or which registrar it moves to.</source>
        <translation>変更後の値、または移管先のレジストラを入力してください。</translation>
    </message>
    <message>
        <source>The number that IANA has given the registrar has digits only.</source>
        <translation>IANA番号は数字だけで入力してください。</translation>
    </message>
    <message>
        <source>Say who plans it.</source>
        <translation>予定する方のお名前を入力してください。</translation>
    </message>
    <message>
        <source>Say why: the reason stands in the log.</source>
        <translation>理由を入力してください。記録に残ります。</translation>
    </message>
    <message>
        <source>How the zone shall be</source>
        <translation>変更後のゾーン</translation>
    </message>
    <message>
        <source>%1 says nothing of %2.</source>
        <translation>%1 には %2 についての記載がありません。</translation>
    </message>
    <message numerus="yes">
        <source>%n records of the file were left out: %1</source>
        <translation>
            <numerusform>ファイルのうち %n 件を取り込めませんでした: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 says what is expected already.</source>
        <translation>%1 の内容は、すでにあるべき値と同じです。</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::ProposalModel</name>
    <message>
        <source>seen, but not in the zone file: %1</source>
        <translation>観測されたがゾーンファイルにない値: %1</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>line %1</source>
        <translation>%1 行目</translation>
    </message>
    <message>
        <source>nothing could be seen: %1</source>
        <translation>何も観測できませんでした: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n record sets</source>
        <translation>
            <numerusform>レコードセット %n</numerusform>
        </translation>
    </message>
    <message>
        <source>zone file only</source>
        <translation>ゾーンファイルのみ</translation>
    </message>
    <message>
        <source>%1 of %2 agree</source>
        <translation>%2 中 %1 が一致</translation>
    </message>
    <message numerus="yes">
        <source>%n disagree</source>
        <translation>
            <numerusform>不一致 %n</numerusform>
        </translation>
    </message>
    <message>
        <source>refused</source>
        <translation>却下</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>修正</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>承認</translation>
    </message>
    <message>
        <source>Record set</source>
        <translation>レコードセット</translation>
    </message>
    <message>
        <source>Would be expected</source>
        <translation>あるべき値の案</translation>
    </message>
    <message>
        <source>Seen by</source>
        <translation>観測点</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>決定</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>指定なし</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>同じ</translation>
    </message>
    <message>
        <source>Expected so far</source>
        <translation>現在のあるべき値</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::RecordsModel</name>
    <message>
        <source>Name / type</source>
        <translation>名前 / 型</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>あるべき値</translation>
    </message>
    <message>
        <source>Parent</source>
        <translation>親</translation>
    </message>
    <message>
        <source>Parent (%1 of %2 false)</source>
        <translation>親 (%2 中 %1 が偽)</translation>
    </message>
    <message>
        <source>Authoritative</source>
        <translation>権威</translation>
    </message>
    <message>
        <source>Authoritative (%1 of %2 false)</source>
        <translation>権威 (%2 中 %1 が偽)</translation>
    </message>
    <message>
        <source>Resolvers</source>
        <translation>リゾルバー</translation>
    </message>
    <message>
        <source>Registration (%1)</source>
        <translation>登録情報 (%1)</translation>
    </message>
    <message>
        <source>Registration</source>
        <translation>登録情報</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>指定なし</translation>
    </message>
    <message>
        <source>class: %1</source>
        <translation>範囲: %1</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message numerus="yes">
        <source>%1 … (%n values)</source>
        <translation>
            <numerusform>%1 … (%n 行)</numerusform>
        </translation>
    </message>
    <message>
        <source>— missing</source>
        <translation>— ありません</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>unknown: %1</source>
        <translation>不明: %1</translation>
    </message>
    <message numerus="yes">
        <source>the same %n values</source>
        <translation>
            <numerusform>同じ %n 行</numerusform>
        </translation>
    </message>
    <message>
        <source>TTL left, max %1</source>
        <translation>TTL 残 最大 %1</translation>
    </message>
    <message>
        <source>%1 false</source>
        <translation>%1 偽</translation>
    </message>
    <message>
        <source>%1 true</source>
        <translation>%1 正</translation>
    </message>
    <message>
        <source>%1 match</source>
        <translation>%1 一致</translation>
    </message>
    <message>
        <source>%1 unknown</source>
        <translation>%1 不明</translation>
    </message>
    <message>
        <source>nameservers</source>
        <translation>ネームサーバー</translation>
    </message>
    <message>
        <source>statuses</source>
        <translation>ステータス</translation>
    </message>
    <message>
        <source>last changed</source>
        <translation>最終更新</translation>
    </message>
    <message>
        <source>registrar</source>
        <translation>レジストラ</translation>
    </message>
    <message>
        <source>expires</source>
        <translation>有効期限</translation>
    </message>
    <message>
        <source>registered</source>
        <translation>登録日</translation>
    </message>
    <message>
        <source>TTL %1</source>
        <translation>TTL %1</translation>
    </message>
    <message>
        <source>Not asked here.</source>
        <translation>ここには問い合わせていません。</translation>
    </message>
    <message>
        <source>%1 match, %2 mismatch, %3 unknown</source>
        <translation>一致 %1、不一致 %2、不明 %3</translation>
    </message>
    <message>
        <source>Enter shows every exchange behind this cell.</source>
        <translation>Enter でこのセルの問い合わせと応答をすべて表示します。</translation>
    </message>
    <message>
        <source>%1 (by plan)</source>
        <translation>%1（予定どおり）</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::RecordsPane</name>
    <message>
        <source>Records</source>
        <translation>レコード</translation>
    </message>
    <message>
        <source>F5 now</source>
        <translation>F5 今すぐ</translation>
    </message>
    <message>
        <source>Look now</source>
        <translation>今すぐ巡回</translation>
    </message>
    <message>
        <source>Look at every domain now (F5)</source>
        <translation>すべてのドメインを今すぐ巡回します (F5)</translation>
    </message>
    <message>
        <source>Ctrl+F filter</source>
        <translation>Ctrl+F 絞り込み</translation>
    </message>
    <message>
        <source>Filter the records</source>
        <translation>レコードを絞り込む</translation>
    </message>
    <message>
        <source>Filter by name, type or value</source>
        <translation>名前・型・値で絞り込み</translation>
    </message>
    <message>
        <source>Only differences</source>
        <translation>相違のみ</translation>
    </message>
    <message>
        <source>Records: live against expected</source>
        <translation>レコード: 現在の値とあるべき値</translation>
    </message>
    <message>
        <source>Registration %1</source>
        <translation>登録情報 %1</translation>
    </message>
    <message>
        <source>Registration</source>
        <translation>登録情報</translation>
    </message>
    <message>
        <source>Caches</source>
        <translation>キャッシュ</translation>
    </message>
    <message>
        <source>No domain is watched yet. File ▸ Watch my own domains… begins with one.</source>
        <translation>監視しているドメインはまだありません。「ファイル ▸ 自社のドメインを監視…」から始めてください。</translation>
    </message>
    <message>
        <source>Nothing has been seen yet.</source>
        <translation>まだ観測がありません。</translation>
    </message>
    <message>
        <source>No resolver has been asked.</source>
        <translation>リゾルバーには問い合わせていません。</translation>
    </message>
    <message>
        <source>Not looked at yet.</source>
        <translation>未巡回です。</translation>
    </message>
    <message>
        <source>The registry has not been asked.</source>
        <translation>レジストリには問い合わせていません。</translation>
    </message>
    <message>
        <source>What people asked and brought</source>
        <translation>問い合わせた内容と取り込んだ証拠</translation>
    </message>
    <message>
        <source>Evidence %1</source>
        <translation>証拠 %1</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>証拠</translation>
    </message>
    <message>
        <source>Nobody has asked or brought anything. Look ▸ Ask anything… and File ▸ Bring evidence… begin.</source>
        <translation>問い合わせも取り込みもまだありません。「巡回 ▸ 自由に問い合わせる…」または「ファイル ▸ 証拠を取り込む…」から始められます。</translation>
    </message>
    <message>
        <source>Caches %1</source>
        <translation>キャッシュ %1</translation>
    </message>
    <message>
        <source>The domain&apos;s servers</source>
        <translation>ドメインのサーバー</translation>
    </message>
    <message>
        <source>Servers %1</source>
        <translation>サーバー %1</translation>
    </message>
    <message>
        <source>Servers</source>
        <translation>サーバー</translation>
    </message>
    <message>
        <source>No full look at the domain&apos;s servers yet.</source>
        <translation>ドメインのサーバーの全体確認は、まだ行われていません。</translation>
    </message>
    <message>
        <source>No answer was kept of this entry.</source>
        <translation>この記録には保存された応答がありません。</translation>
    </message>
    <message>
        <source>Attacker %1</source>
        <translation>攻撃者 %1</translation>
    </message>
    <message>
        <source>Attacker</source>
        <translation>攻撃者</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::RecoveryPage</name>
    <message>
        <source>Resolver</source>
        <translation>リゾルバー</translation>
    </message>
    <message>
        <source>Serves</source>
        <translation>応答</translation>
    </message>
    <message>
        <source>TTL left</source>
        <translation>TTL 残り</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>What each resolver serves</source>
        <translation>各リゾルバーの応答</translation>
    </message>
    <message>
        <source>Enter copies how the resolver is flushed</source>
        <translation>Enter で消去方法をコピーします</translation>
    </message>
    <message>
        <source>■ false data   ▨ may be, another of its caches</source>
        <translation>■ 偽の応答   ▨ 別キャッシュに残る可能性</translation>
    </message>
    <message>
        <source>Copy (Enter)</source>
        <translation>コピー (Enter)</translation>
    </message>
    <message>
        <source>Copy how to flush</source>
        <translation>消去方法をコピー</translation>
    </message>
    <message>
        <source>Open page (Ctrl+Enter)</source>
        <translation>ページを開く (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Open the flush page in the browser</source>
        <translation>消去用ページをブラウザーで開く</translation>
    </message>
    <message>
        <source>Copy the row</source>
        <translation>行をコピー</translation>
    </message>
    <message>
        <source>no end known</source>
        <translation>終わりは未定</translation>
    </message>
    <message>
        <source>%1 or later</source>
        <translation>%1 以降</translation>
    </message>
    <message>
        <source>Flush %1: %2</source>
        <translation>%1 の消去: %2</translation>
    </message>
    <message>
        <source>Flush, by its operator: %1</source>
        <translation>運用者による消去: %1</translation>
    </message>
    <message>
        <source>%1: no public way to flush it is known.</source>
        <translation>%1: 公開された消去方法は確認できていません。</translation>
    </message>
    <message>
        <source>No real page is opened in a drill.</source>
        <translation>訓練では実在のページを開きません。</translation>
    </message>
    <message>
        <source>Copied: %1</source>
        <translation>コピーしました: %1</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::RecoveryPlot</name>
    <message>
        <source>Who recovers when, as a picture</source>
        <translation>各リゾルバーの回復時期の図</translation>
    </message>
    <message>
        <source>A bar for each resolver, from now until it can no longer serve false data. The list beside it says the same in words. Plus and minus zoom, the arrow keys pan, Home shows everything.</source>
        <translation>リゾルバーごとに、現在から偽の応答がなくなる時点までを棒で示します。隣の一覧に同じ内容を文字で示します。+ と - で拡大・縮小、矢印キーで移動、Home で全体を表示します。</translation>
    </message>
    <message>
        <source>repaired</source>
        <translation>復旧</translation>
    </message>
    <message>
        <source>now</source>
        <extracomment>Beside the line of the present in the picture of the cache tail</extracomment>
        <translation>現在</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::RegistrationPage</name>
    <message>
        <source>The domain&apos;s registration</source>
        <translation>ドメインの登録情報</translation>
    </message>
    <message>
        <source>Enter opens the answer itself</source>
        <translation>Enter で回答そのものを開きます</translation>
    </message>
    <message>
        <source>Copy the row</source>
        <translation>行をコピー</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::ReportDesk</name>
    <message>
        <source>Nothing is open: there is no case to report on.</source>
        <translation>何も開かれていないため、報告する事案がありません。</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::ReportDialog</name>
    <message>
        <source>Reports</source>
        <translation>報告書</translation>
    </message>
    <message>
        <source>Situation report</source>
        <translation>状況報告</translation>
    </message>
    <message>
        <source>Report to JPCERT/CC</source>
        <translation>JPCERT/CC への報告</translation>
    </message>
    <message>
        <source>Form of the regulator</source>
        <translation>監督官庁の様式</translation>
    </message>
    <message>
        <source>Final report</source>
        <translation>最終報告書</translation>
    </message>
    <message>
        <source>Redacted copy</source>
        <translation>一部非公開版</translation>
    </message>
    <message>
        <source>Without persons, telephone numbers, hosts inside, and contacts known for incident response only. The hashes stay.</source>
        <translation>氏名、電話番号、内部ホスト、インシデント対応限りの連絡先を除きます。ハッシュ値は残ります。</translation>
    </message>
    <message>
        <source>The report as it will be</source>
        <translation>報告書のプレビュー</translation>
    </message>
    <message>
        <source>As of now</source>
        <extracomment>Button: reads the case again from the workspace</extracomment>
        <translation>最新の内容に更新</translation>
    </message>
    <message>
        <source>Save…</source>
        <extracomment>Button: saves the report as Markdown, HTML or PDF</extracomment>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>印刷…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>&amp;Report:</source>
        <translation>報告書(&amp;R):</translation>
    </message>
    <message>
        <source>&amp;Language:</source>
        <translation>言語(&amp;L):</translation>
    </message>
    <message>
        <source>For &amp;whom:</source>
        <translation>開示範囲(&amp;W):</translation>
    </message>
    <message>
        <source>Reading the case…</source>
        <translation>事案を読み込んでいます…</translation>
    </message>
    <message>
        <source>TLP:CLEAR is for everybody: only a redacted copy may be marked so.</source>
        <translation>TLP:CLEAR は一般公開を意味します。一部非公開版にのみ指定できます。</translation>
    </message>
    <message>
        <source>Nothing is missing.</source>
        <translation>未記入の項目はありません。</translation>
    </message>
    <message>
        <source>Missing: %1</source>
        <translation>未記入: %1</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>報告書を保存</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>書き出しています…</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>%1 に保存しました。</translation>
    </message>
    <message>
        <source>Not saved: %1</source>
        <translation>保存できませんでした: %1</translation>
    </message>
    <message>
        <source>Printing…</source>
        <translation>印刷しています…</translation>
    </message>
    <message>
        <source>Handed to the printer. Pages: %1.</source>
        <translation>プリンターに送りました。ページ数: %1</translation>
    </message>
    <message>
        <source>The printer could not be used.</source>
        <translation>プリンターを使用できませんでした。</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::RequestsModel</name>
    <message>
        <source>overdue %1</source>
        <translation>%1 超過</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>あと %1</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>%1 経過</translation>
    </message>
    <message>
        <source>Channel: %1</source>
        <translation>連絡手段: %1</translation>
    </message>
    <message>
        <source>State: %1</source>
        <translation>状態: %1</translation>
    </message>
    <message>
        <source>Their reference: %1</source>
        <translation>先方の受付番号：%1</translation>
    </message>
    <message>
        <source>What they say: %1</source>
        <translation>先方の状況：%1</translation>
    </message>
    <message>
        <source>Asked: %1</source>
        <translation>依頼日時：%1</translation>
    </message>
    <message>
        <source>Acknowledged: %1</source>
        <translation>受付日時：%1</translation>
    </message>
    <message>
        <source>Answer due: %1</source>
        <translation>回答期限：%1</translation>
    </message>
    <message>
        <source>Asked again: %1, last %2</source>
        <translation>再依頼：%1 回、最終 %2</translation>
    </message>
    <message>
        <source>Closed: %1</source>
        <translation>終了日時：%1</translation>
    </message>
    <message>
        <source>Answer of %1</source>
        <translation>回答 %1</translation>
    </message>
    <message>
        <source>Asked</source>
        <extracomment>Column of requests: who was asked</extracomment>
        <translation>依頼先</translation>
    </message>
    <message>
        <source>For</source>
        <extracomment>Column of requests: for what</extracomment>
        <translation>内容</translation>
    </message>
    <message>
        <source>Answer</source>
        <extracomment>Column of requests: when an answer is due</extracomment>
        <translation>回答</translation>
    </message>
    <message>
        <source>State</source>
        <extracomment>Column of requests</extracomment>
        <translation>状態</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::ResolverDialog</name>
    <message>
        <source>Resolvers</source>
        <translation>リゾルバー</translation>
    </message>
    <message>
        <source>These resolvers are asked about every watched domain, so that you see what other people are served. This machine&apos;s own are asked besides. Add those of your offices and of your internet providers.</source>
        <translation>監視中のすべてのドメインについて、次のリゾルバーに問い合わせ、ほかの人に返されている応答を確かめます。この端末自身のリゾルバーにも併せて問い合わせます。自社の拠点や、ご利用のプロバイダーのリゾルバーを追加してください。</translation>
    </message>
    <message>
        <source>&amp;Add your own…</source>
        <translation>自社のものを追加(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Edit…</source>
        <translation>編集(&amp;E)…</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>削除(&amp;M)</translation>
    </message>
    <message>
        <source>our branch offices use it</source>
        <translation>支社で利用しているため</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>A&amp;sk these from now on</source>
        <translation>今後はこれらに問い合わせる(&amp;S)</translation>
    </message>
    <message>
        <source>As&amp;k it</source>
        <translation>問い合わせる(&amp;K)</translation>
    </message>
    <message>
        <source>Do not as&amp;k it</source>
        <translation>問い合わせない(&amp;K)</translation>
    </message>
    <message>
        <source>At least one resolver must be asked: without any, nobody would see what the caches serve.</source>
        <translation>少なくとも 1 台のリゾルバーに問い合わせる必要があります。1 台もないと、キャッシュが何を返しているのかを確認できません。</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::ResolverEditor</name>
    <message>
        <source>This is needed.</source>
        <translation>入力してください。</translation>
    </message>
    <message>
        <source>This is too long.</source>
        <translation>長すぎます。</translation>
    </message>
    <message>
        <source>Another resolver has this name.</source>
        <translation>同じ名前のリゾルバーがすでにあります。</translation>
    </message>
    <message>
        <source>Another resolver is asked there already, over this protocol.</source>
        <translation>この宛先には、同じプロトコルで問い合わせるリゾルバーがすでにあります。</translation>
    </message>
    <message>
        <source>This is neither an address (192.0.2.53, 192.0.2.53#5353, 2001:db8::53) nor a URL with one.</source>
        <translation>アドレス (192.0.2.53、192.0.2.53#5353、2001:db8::53) でも、アドレスを含む URL でもありません。</translation>
    </message>
    <message>
        <source>Give the address here: Hinoban asks nobody else where a resolver is. A host name belongs to “Name in the certificate”.</source>
        <translation>ここにはアドレスを入力してください。Hinoban がリゾルバーの所在をほかに尋ねることはありません。ホスト名は「証明書の名前」に入力してください。</translation>
    </message>
    <message>
        <source>No single server has this address.</source>
        <translation>1 台のサーバーを指すアドレスではありません。</translation>
    </message>
    <message>
        <source>The port is not a number from 1 to 65535.</source>
        <translation>ポートは 1 から 65535 までの数値で入力してください。</translation>
    </message>
    <message>
        <source>The URL is of another protocol than the one chosen.</source>
        <translation>URL のプロトコルが、選択したプロトコルと異なります。</translation>
    </message>
    <message>
        <source>What stands behind the address is no path that DNS over HTTPS can use.</source>
        <translation>アドレスの後ろにあるのは、DNS over HTTPS で使えるパスではありません。</translation>
    </message>
    <message>
        <source>This is not a host name.</source>
        <translation>ホスト名ではありません。</translation>
    </message>
    <message>
        <source>Plain DNS has no certificate. Choose DoT or DoH, or leave this empty.</source>
        <translation>通常の DNS には証明書がありません。DoT か DoH を選択するか、空欄にしてください。</translation>
    </message>
    <message>
        <source>This is not a whole number from 1 to %1.</source>
        <translation>1 から %1 までの整数を入力してください。</translation>
    </message>
    <message>
        <source>Add a resolver of your own</source>
        <translation>自社のリゾルバーの追加</translation>
    </message>
    <message>
        <source>A resolver of your own</source>
        <translation>自社のリゾルバー</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名前(&amp;N)</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>&amp;Address or URL</source>
        <translation>アドレスまたは URL(&amp;A)</translation>
    </message>
    <message>
        <source>Address or URL</source>
        <translation>アドレスまたは URL</translation>
    </message>
    <message>
        <source>Name in the &amp;certificate</source>
        <translation>証明書の名前(&amp;C)</translation>
    </message>
    <message>
        <source>Name in the certificate</source>
        <translation>証明書の名前</translation>
    </message>
    <message>
        <source>&amp;Questions a second, at most</source>
        <translation>1 秒あたりの問い合わせ数の上限(&amp;Q)</translation>
    </message>
    <message>
        <source>Questions a second, at most</source>
        <translation>1 秒あたりの問い合わせ数の上限</translation>
    </message>
    <message>
        <source>&amp;Protocol</source>
        <translation>プロトコル(&amp;P)</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>プロトコル</translation>
    </message>
    <message>
        <source>Plain DNS (UDP, and TCP where needed)</source>
        <translation>通常の DNS (UDP、必要なら TCP)</translation>
    </message>
    <message>
        <source>DNS over TLS (DoT)</source>
        <translation>DNS over TLS (DoT)</translation>
    </message>
    <message>
        <source>DNS over HTTPS (DoH)</source>
        <translation>DNS over HTTPS (DoH)</translation>
    </message>
    <message>
        <source>Tokyo office</source>
        <translation>東京本社</translation>
    </message>
    <message>
        <source>empty: it bears the address</source>
        <translation>空欄なら、アドレスが記載されたもの</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>A&amp;dd</source>
        <translation>追加(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Change</source>
        <translation>変更(&amp;C)</translation>
    </message>
    <message>
        <source>%1 lies in no public network. By adding it you permit Hinoban to send it the questions about your domains; the timeline will say so.</source>
        <translation>%1 は公開ネットワークにありません。追加すると、ドメインに関する問い合わせを Hinoban がそこへ送ることを許可したことになり、その旨がタイムラインに記録されます。</translation>
    </message>
    <message>
        <source>It is asked about every watched domain, as the public resolvers are.</source>
        <translation>公開リゾルバーと同様に、監視中のすべてのドメインについて問い合わせます。</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::ResponsePlot</name>
    <message>
        <source>registry</source>
        <translation>レジストリ</translation>
    </message>
    <message>
        <source>usual %1 ms</source>
        <translation>基準 %1 ms</translation>
    </message>
    <message>
        <source>Response time as a picture</source>
        <translation>応答時間の図</translation>
    </message>
    <message>
        <source>Response time in milliseconds, its usual value, and when DNS changed. Plus and minus zoom, the arrow keys pan, Home shows everything.</source>
        <translation>応答時間（ミリ秒）、基準値、DNS が変わった時刻を示します。+ と - で拡大・縮小、矢印キーで移動、Home で全体を表示します。</translation>
    </message>
    <message>
        <source>The registry says it was changed at %1</source>
        <translation>レジストリによる更新日時: %1</translation>
    </message>
    <message>
        <source>%1 first seen at %2</source>
        <translation>%1 の最初の観測: %2</translation>
    </message>
    <message>
        <source>%1 ms at %2</source>
        <translation>%1 ms（%2）</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>%1 から</translation>
    </message>
    <message>
        <source>%1 first seen at %2: an expected change</source>
        <translation>%1 を %2 に初めて確認: 予定された変更です</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::RunbookModel</name>
    <message>
        <source>%1, %2</source>
        <translation>%1、%2</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1、%2: %3</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1/%2</translation>
    </message>
    <message>
        <source>%1, until %2</source>
        <translation>%1、%2 まで</translation>
    </message>
    <message>
        <source>Phase %1: %2</source>
        <translation>段階 %1: %2</translation>
    </message>
    <message>
        <source>Open: %1 (%2)</source>
        <translation>未完了: %1（%2）</translation>
    </message>
    <message>
        <source>Ticked: %1 (%2)</source>
        <translation>チェック済み: %1（%2）</translation>
    </message>
    <message>
        <source>Fulfilled by evidence: %1 (%2)</source>
        <translation>証拠により完了: %1（%2）</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::SentDialog</name>
    <message>
        <source>I called</source>
        <translation>電話済みにする</translation>
    </message>
    <message>
        <source>I sent this</source>
        <translation>送信済みにする</translation>
    </message>
    <message>
        <source>ticket or case number, if there is one</source>
        <translation>受付番号など（あれば）</translation>
    </message>
    <message>
        <source>To</source>
        <translation>宛先</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文書</translation>
    </message>
    <message>
        <source>&amp;Channel</source>
        <translation>連絡手段(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Time</source>
        <translation>時刻(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Person</source>
        <translation>担当者(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Reference</source>
        <translation>受付番号(&amp;R)</translation>
    </message>
    <message>
        <source>DRILL: nothing may really be sent. This puts the message on the drill&apos;s timeline.</source>
        <translation>訓練: 実際には送信しないでください。この文書を訓練のタイムラインに載せます。</translation>
    </message>
    <message>
        <source>Hinoban sends nothing by itself. This keeps the message as it is now and puts it on the timeline.</source>
        <translation>Hinoban 自身は何も送信しません。いまの文書をそのまま保存し、タイムラインに載せます。</translation>
    </message>
    <message>
        <source>Put on the timeline</source>
        <translation>タイムラインに載せる</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>, reference %1</source>
        <translation>、受付番号 %1</translation>
    </message>
    <message>
        <source>Say over which channel it went.</source>
        <translation>連絡手段を入力してください。</translation>
    </message>
    <message>
        <source>Say who did it.</source>
        <translation>担当者を入力してください。</translation>
    </message>
    <message>
        <source>This time has not come yet.</source>
        <translation>まだ来ていない時刻です。</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>時刻</translation>
    </message>
    <message>
        <source>The text still has gaps (%1). Fill them in first: in the text, or once for all letters by “Fill in…”.</source>
        <translation>未記入の項目が %1 件あります。本文に直接記入するか、「入力…」ですべての文面にまとめて記入してください。</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::SettingsDialog</name>
    <message>
        <source>How this workspace is watched</source>
        <translation>このワークスペースの監視設定</translation>
    </message>
    <message>
        <source>Ask the re&amp;gistry every</source>
        <translation>レジストリへの確認間隔(&amp;G)</translation>
    </message>
    <message>
        <source> min</source>
        <translation> 分</translation>
    </message>
    <message>
        <source>Minutes from one question to the registry to the next</source>
        <translation>レジストリに確認する間隔（分）</translation>
    </message>
    <message>
        <source>For the registration of each domain (R1 to R4). A nameserver that nobody expects is asked about at once (R5), whatever this says. Registries refuse who asks too often.</source>
        <translation>各ドメインの登録情報の確認です（R1～R4）。想定外のネームサーバーについては、この設定にかかわらず直ちに確認します（R5）。頻繁すぎる問い合わせはレジストリに拒否されます。</translation>
    </message>
    <message>
        <source>Watch for &amp;look-alikes every</source>
        <translation>類似名を見張る間隔(&amp;L)</translation>
    </message>
    <message>
        <source> h</source>
        <translation> 時間</translation>
    </message>
    <message>
        <source>Hours for once through the look-alikes</source>
        <translation>類似名を一巡する間隔（時間）</translation>
    </message>
    <message>
        <source>Registries are asked, one name after the other, whether names that look like those you depend on have been registered (P1). They learn these names by it.</source>
        <translation>ご利用中の名前に似た名前が登録されていないか、レジストリに1件ずつ問い合わせます（P1）。問い合わせた名前はレジストリに知られます。</translation>
    </message>
    <message>
        <source>Search &amp;certificates at</source>
        <translation>証明書の検索先(&amp;C)</translation>
    </message>
    <message>
        <source>Address of a search in the public logs of certificates</source>
        <translation>公開証明書ログの検索先アドレス</translation>
    </message>
    <message>
        <source>https://crt.sh/, for instance; empty: nowhere</source>
        <translation>例: https://crt.sh/（空欄: 検索しません）</translation>
    </message>
    <message>
        <source>Certificates of your domains by issuers whom nobody expects are found in public logs (T1). Whoever runs the search learns which domains you watch.</source>
        <translation>想定外の認証局が発行したドメインの証明書を、公開ログから見つけます（T1）。監視中のドメインは検索サービスの運営者に知られます。</translation>
    </message>
    <message>
        <source>&amp;Whose network it is</source>
        <translation>アドレスの所属(&amp;W)</translation>
    </message>
    <message>
        <source>File of the numbers of autonomous systems</source>
        <translation>AS番号のファイル</translation>
    </message>
    <message>
        <source>a database of AS numbers in the MaxMind format; empty: none</source>
        <translation>MaxMind形式のAS番号データベース（空欄: 使いません）</translation>
    </message>
    <message>
        <source>Needed where addresses are expected by their autonomous system. It is read on this machine: nobody learns anything by it.</source>
        <translation>アドレスのあるべき値をAS番号で定めている場合に必要です。この端末の中だけで参照し、外部には何も知られません。</translation>
    </message>
    <message>
        <source>Ch&amp;oose…</source>
        <translation>選択(&amp;O)…</translation>
    </message>
    <message>
        <source>Without such a file, ask &amp;Team Cymru over DNS</source>
        <translation>ファイルがない場合は DNS で Team Cymru に問い合わせる(&amp;T)</translation>
    </message>
    <message>
        <source>They learn the addresses in the answers that Hinoban sees, and so, roughly, whom you watch.</source>
        <translation>Hinoban が受け取った応答のアドレスは先方に知られます。監視対象もおおよそ推測されます。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>&amp;Set it so</source>
        <translation>この設定にする(&amp;S)</translation>
    </message>
    <message>
        <source>why it is changed</source>
        <translation>変更の理由</translation>
    </message>
    <message>
        <source>A database of AS numbers</source>
        <translation>AS番号データベース</translation>
    </message>
    <message>
        <source>MaxMind databases (*.mmdb)</source>
        <translation>MaxMindデータベース (*.mmdb)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>すべてのファイル (*)</translation>
    </message>
    <message>
        <source>Not stored: %1 What you typed is still here.</source>
        <translation>保存できませんでした。%1 入力された内容はこの画面に残っています。</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::StateBlock</name>
    <message>
        <source>State: %1</source>
        <translation>状態: %1</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::TimeField</name>
    <message>
        <source>Zone of the time</source>
        <translation>時刻のタイムゾーン</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::TimelineDesk</name>
    <message>
        <source>Timesketch CSV (*.csv)</source>
        <translation>Timesketch CSV (*.csv)</translation>
    </message>
    <message>
        <source>Timesketch JSON lines (*.jsonl)</source>
        <translation>Timesketch JSON Lines (*.jsonl)</translation>
    </message>
    <message>
        <source>DFIR-IRIS CSV (*.csv)</source>
        <translation>DFIR-IRIS CSV (*.csv)</translation>
    </message>
    <message>
        <source>Import a timeline</source>
        <translation>タイムラインの取り込み</translation>
    </message>
    <message>
        <source>Timesketch and IRIS (*.csv *.jsonl *.json)</source>
        <translation>Timesketch および IRIS (*.csv *.jsonl *.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>すべてのファイル (*)</translation>
    </message>
    <message>
        <source>Export the timeline</source>
        <translation>タイムラインの書き出し</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::TimelineImportDialog</name>
    <message>
        <source>Import a timeline</source>
        <translation>タイムラインの取り込み</translation>
    </message>
    <message>
        <source>Happened</source>
        <translation>発生日時</translation>
    </message>
    <message>
        <source>By</source>
        <translation>記録者</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Entries that are taken</source>
        <translation>取り込む記録</translation>
    </message>
    <message>
        <source>Rows that are left out, and why</source>
        <translation>取り込まない行とその理由</translation>
    </message>
    <message>
        <source>Leave them out</source>
        <translation>取り込まない</translation>
    </message>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>&amp;Times without a zone</source>
        <translation>タイムゾーンのない日時(&amp;T)</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>取り込む</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>The file is being read…</source>
        <translation>ファイルを読み込んでいます…</translation>
    </message>
    <message>
        <source>Nothing is taken: %1</source>
        <translation>何も取り込めません。%1</translation>
    </message>
    <message numerus="yes">
        <source>… and %n more.</source>
        <translation>
            <numerusform>…ほか %n 件。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n times say no zone. Choose the zone in which they were written: a time that may be hours off is no evidence.</source>
        <translation>
            <numerusform>タイムゾーンの書かれていない日時が %n 件あります。どのタイムゾーンで書かれたものかを選んでください。何時間もずれているかもしれない日時は証拠になりません。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hinoban::ui::TimelineModel</name>
    <message>
        <source>mismatch</source>
        <extracomment>State of a timeline entry: false data was seen</extracomment>
        <translation>不一致</translation>
    </message>
    <message>
        <source>suspicion</source>
        <extracomment>State of a timeline entry: something looks wrong</extracomment>
        <translation>不審</translation>
    </message>
    <message>
        <source>note</source>
        <extracomment>Kind of a timeline entry: worth knowing, nothing wrong</extracomment>
        <translation>メモ</translation>
    </message>
    <message>
        <source>cleared</source>
        <extracomment>Kind of a timeline entry: a finding is no longer seen</extracomment>
        <translation>解消</translation>
    </message>
    <message>
        <source>person</source>
        <extracomment>Kind of a timeline entry: typed by a person</extracomment>
        <translation>人</translation>
    </message>
    <message>
        <source>message</source>
        <extracomment>Kind of a timeline entry: a message was sent</extracomment>
        <translation>文書</translation>
    </message>
    <message>
        <source>decision</source>
        <extracomment>Kind of a timeline entry: a person decided something</extracomment>
        <translation>決定</translation>
    </message>
    <message>
        <source>known fact</source>
        <extracomment>Kind of a timeline entry: known from a document or the drill&apos;s story</extracomment>
        <translation>既知の事実</translation>
    </message>
    <message>
        <source>program</source>
        <extracomment>Kind of a timeline entry: Hinoban did something by itself</extracomment>
        <translation>プログラム</translation>
    </message>
    <message>
        <source>Time</source>
        <extracomment>Column of the timeline: when it happened</extracomment>
        <translation>時刻</translation>
    </message>
    <message>
        <source>Kind</source>
        <extracomment>Column of the timeline: the kind of entry, as a sign</extracomment>
        <translation>種別</translation>
    </message>
    <message>
        <source>Entry</source>
        <extracomment>Column of the timeline: what happened</extracomment>
        <translation>記録</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <comment>before and after</comment>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>learned %1</source>
        <translation>%1 に判明</translation>
    </message>
    <message>
        <source>Happened: %1</source>
        <translation>発生: %1</translation>
    </message>
    <message>
        <source>Learned: %1</source>
        <translation>判明: %1</translation>
    </message>
    <message>
        <source>By: %1</source>
        <translation>記録者: %1</translation>
    </message>
    <message>
        <source>Domain: %1</source>
        <translation>ドメイン: %1</translation>
    </message>
    <message>
        <source>Before: %1</source>
        <translation>変更前: %1</translation>
    </message>
    <message>
        <source>After: %1</source>
        <translation>変更後: %1</translation>
    </message>
    <message>
        <source>Source: %1</source>
        <translation>出典: %1</translation>
    </message>
    <message>
        <source>Evidence: %1</source>
        <translation>証拠: %1</translation>
    </message>
    <message numerus="yes">
        <source> and %n more</source>
        <translation>
            <numerusform> ほか %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>Log: %1 %2 %3</source>
        <translation>ログ: %1 %2 %3</translation>
    </message>
    <message>
        <source>expected change</source>
        <extracomment>Kind of a timeline entry: it differs from what was expected, and somebody has planned it</extracomment>
        <translation>予定された変更</translation>
    </message>
    <message>
        <source>corrects %1</source>
        <translation>%1 を訂正</translation>
    </message>
    <message>
        <source>corrected by %1</source>
        <translation>%1 により訂正</translation>
    </message>
    <message>
        <source>entry %1</source>
        <extracomment>One line of the timeline, by its number in the log</extracomment>
        <translation>記録 %1</translation>
    </message>
    <message>
        <source>Zone in which the time was given: %1</source>
        <translation>時刻が記されたときの時差：%1</translation>
    </message>
    <message>
        <source>The clock was off by at most %1 ms</source>
        <translation>時計の誤差：最大 %1 ミリ秒</translation>
    </message>
    <message>
        <source>How far the clock was off is not known</source>
        <translation>時計の誤差：不明</translation>
    </message>
    <message>
        <source>done as planned</source>
        <extracomment>Kind of a timeline entry: a planned change is done as it was planned</extracomment>
        <translation>計画どおり完了</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::TimelinePane</name>
    <message>
        <source>Timeline</source>
        <translation>タイムライン</translation>
    </message>
    <message>
        <source>All</source>
        <extracomment>Filter of the timeline</extracomment>
        <translation>すべて</translation>
    </message>
    <message>
        <source>People</source>
        <extracomment>Filter of the timeline: what people did, said and decided</extracomment>
        <translation>人</translation>
    </message>
    <message>
        <source>Measured</source>
        <extracomment>Filter of the timeline: what instruments saw</extracomment>
        <translation>計測</translation>
    </message>
    <message>
        <source>Copy entries</source>
        <translation>記録をコピー</translation>
    </message>
    <message>
        <source>Timeline, newest first</source>
        <translation>タイムライン（新しい順）</translation>
    </message>
    <message>
        <source>Everybody</source>
        <extracomment>Filter of the timeline: entries of every domain and person are shown</extracomment>
        <translation>全員</translation>
    </message>
    <message>
        <source>Whose entries, and of which domain: %1</source>
        <translation>表示する記入者とドメイン：%1</translation>
    </message>
    <message>
        <source>Only the chosen &amp;domain</source>
        <translation>選択中のドメインのみ(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Everybody&apos;s entries</source>
        <translation>全員の記録(&amp;E)</translation>
    </message>
    <message>
        <source>Correct this entry…</source>
        <translation>この記録を訂正…</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::TimelinePicture</name>
    <message>
        <source>Registry</source>
        <extracomment>Row of the timeline&apos;s picture: findings about the registration</extracomment>
        <translation>登録</translation>
    </message>
    <message>
        <source>DNS</source>
        <extracomment>Row of the timeline&apos;s picture: findings about DNS</extracomment>
        <translation>DNS</translation>
    </message>
    <message>
        <source>Response ms</source>
        <extracomment>Row of the timeline&apos;s picture: response time in milliseconds; keep it short</extracomment>
        <translation>応答 ms</translation>
    </message>
    <message>
        <source>People</source>
        <extracomment>Row of the timeline&apos;s picture: what people did, sent and knew; keep it short</extracomment>
        <translation>人</translation>
    </message>
    <message>
        <source>Timeline as a picture</source>
        <translation>タイムラインの図</translation>
    </message>
    <message>
        <source>The registry says it was changed at %1</source>
        <translation>レジストリによる更新日時: %1</translation>
    </message>
    <message>
        <source>seen %1, cleared %2</source>
        <translation>%1 に観測、%2 に解消</translation>
    </message>
    <message>
        <source>first seen %1</source>
        <translation>最初の観測 %1</translation>
    </message>
    <message>
        <source>%1 ms at %2</source>
        <translation>%1 ms（%2）</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>ほか %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>Findings, planned changes, response time and messages on one time axis. Plus and minus zoom, the arrow keys pan, Home shows everything. The list below says the same in words.</source>
        <translation>検知、変更予定、応答時間、連絡を一つの時間軸に示します。プラスとマイナスで拡大・縮小、矢印キーで移動、Homeで全体を表示します。下の一覧に同じ内容が文章で表示されます。</translation>
    </message>
    <message>
        <source>Planned change %1, %2 to %3, %4: %5</source>
        <extracomment>%1: the plan&apos;s name; %2 and %3: times; %4: who; %5: why</extracomment>
        <translation>変更予定 %1（%2～%3）%4さん: %5</translation>
    </message>
    <message>
        <source>It ended otherwise: neither as it was nor as planned.</source>
        <translation>予定と異なる結果です。元の状態でも予定の状態でもありません。</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::WatchDialog</name>
    <message>
        <source>Watch my own domains</source>
        <translation>自社のドメインを監視</translation>
    </message>
    <message>
        <source>Hinoban looks at the parent zone, every authoritative server, resolvers and the registry, and proposes what it sees as what is expected. Nothing is taken before you say so. What is open now is closed first.</source>
        <translation>Hinoban は親ゾーン、すべての権威サーバー、リゾルバー、レジストリを巡回し、観測した値をあるべき値の案として示します。承認するまで何も採用しません。いま開いているものは先に閉じます。</translation>
    </message>
    <message>
        <source>&amp;Domains, one a line</source>
        <translation>ドメイン（1 行に 1 つ）(&amp;D)</translation>
    </message>
    <message>
        <source>Domains, one a line</source>
        <translation>ドメイン（1 行に 1 つ）</translation>
    </message>
    <message>
        <source>&amp;Import a zone file or a list…</source>
        <translation>ゾーンファイルまたは一覧を取り込む(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;Workspace</source>
        <translation>ワークスペース(&amp;W)</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>ワークスペース</translation>
    </message>
    <message>
        <source>C&amp;hoose…</source>
        <translation>選択(&amp;H)…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>戻る(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Look</source>
        <translation>巡回(&amp;L)</translation>
    </message>
    <message>
        <source>Begin &amp;watching</source>
        <translation>監視を開始(&amp;W)</translation>
    </message>
    <message numerus="yes">
        <source>Looking at %n domains: parent zone, authoritative servers, resolvers, registry.</source>
        <translation>
            <numerusform>%n 件のドメインを巡回しています: 親ゾーン、権威サーバー、リゾルバー、レジストリ。</numerusform>
        </translation>
    </message>
    <message>
        <source>Is this how it should be? Whoever holds your domain already would be accepted with it: compare with your own records. What is not checked is refused.</source>
        <translation>これがあるべき値ですか。すでに乗っ取られている場合、攻撃者の値まで承認することになります。自社の資料と照らし合わせてください。チェックのないものは却下されます。</translation>
    </message>
    <message>
        <source>Proposed expectations</source>
        <translation>あるべき値の案</translation>
    </message>
    <message>
        <source>Expected values, one a line</source>
        <translation>あるべき値（1 行に 1 つ）</translation>
    </message>
    <message>
        <source>compared with the zone in our repository</source>
        <translation>自社リポジトリのゾーンと照合</translation>
    </message>
    <message numerus="yes">
        <source>%n domains</source>
        <translation>
            <numerusform>ドメイン %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Where the workspace is kept</source>
        <translation>ワークスペースの保存先</translation>
    </message>
    <message>
        <source>&amp;Expected values of %1 %2, one a line (none: no such records)</source>
        <translation>%1 %2 のあるべき値（1 行に 1 つ、空なら「レコードなし」）(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Expected values, one a line</source>
        <translation>あるべき値（1 行に 1 つ）(&amp;E)</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>ほか %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>Import zone files, what a tool keeps of zones, or a list of domains</source>
        <translation>ゾーンファイル、ツールが保持するゾーンのファイル、またはドメインの一覧を取り込む</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n records were left out:</source>
        <translation>
            <numerusform>%1: %n 件を取り込めませんでした:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>hinoban::ui::WatchImport</name>
    <message>
        <source>Line %1: %2</source>
        <translation>%1 行目: %2</translation>
    </message>
    <message>
        <source>“%1” is not a domain that a team can own.</source>
        <translation>「%1」は組織が所有できるドメインではありません。</translation>
    </message>
    <message>
        <source>More than %1 domains cannot be taken at once.</source>
        <translation>一度に取り込めるドメインは %1 件までです。</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::WebFormDialog</name>
    <message>
        <source>Fill in a web form</source>
        <translation>ウェブフォームに転記</translation>
    </message>
    <message>
        <source>%1
Return copies the chosen field and goes on to the next. What the fields are is known from: %2</source>
        <translation>%1
Enter キーで選択中の項目をコピーし、次の項目へ進みます。項目の出典: %2</translation>
    </message>
    <message>
        <source>DRILL: nothing may be sent.</source>
        <translation>訓練: 送信はできません。</translation>
    </message>
    <message>
        <source>Fields of the form</source>
        <translation>フォームの項目</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>項目</translation>
    </message>
    <message>
        <source>What goes in</source>
        <translation>記入内容</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Copy, next</source>
        <extracomment>Button: copies the chosen field of a web form and goes on to the next</extracomment>
        <translation>コピーして次へ</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>▲ missing: %1</source>
        <translation>▲ 未記入: %1</translation>
    </message>
    <message>
        <source>▲ longer than %1 characters</source>
        <translation>▲ %1 文字を超過</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空欄</translation>
    </message>
    <message>
        <source>● ready</source>
        <translation>● 転記可</translation>
    </message>
    <message>
        <source>● ready, optional</source>
        <translation>● 転記可（任意）</translation>
    </message>
    <message>
        <source>Nothing to copy: “%1” is optional and empty.</source>
        <translation>コピーするものがありません: 「%1」は任意の項目で、空欄です。</translation>
    </message>
    <message>
        <source>Not copied: “%1” is not complete (%2). Fill the gap in the draft first, or choose another field.</source>
        <translation>コピーしていません: 「%1」に不備があります（%2）。先に文面の空欄を埋めるか、別の項目を選んでください。</translation>
    </message>
    <message>
        <source>Copied: %1. That was the last field.</source>
        <translation>コピーしました: %1。これが最後の項目です。</translation>
    </message>
    <message>
        <source>Copied: %1. Next: %2.</source>
        <translation>コピーしました: %1。次の項目: %2</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::WhoAndWhy</name>
    <message>
        <source>Your &amp;name</source>
        <translation>お名前(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>理由(&amp;R)</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>お名前</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::WhyPanel</name>
    <message>
        <source>Why</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Nothing is watched yet.</source>
        <translation>まだ何も監視していません。</translation>
    </message>
    <message>
        <source>Not enough answers to tell.</source>
        <translation>応答が足りず、判定できません。</translation>
    </message>
    <message>
        <source>Not known: %1.</source>
        <translation>不明: %1。</translation>
    </message>
    <message>
        <source>Nothing is expected of this record; it is only looked at.</source>
        <translation>このレコードにはあるべき値がありません。観測のみです。</translation>
    </message>
    <message>
        <source>As expected, wherever it was asked.</source>
        <translation>問い合わせたすべてで、あるべき値どおりです。</translation>
    </message>
    <message>
        <source>Everything is as expected.</source>
        <translation>すべてあるべき値どおりです。</translation>
    </message>
    <message numerus="yes">
        <source>%n pieces of evidence</source>
        <translation>
            <numerusform>証拠 %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>%1; keys signed until %2</source>
        <translation>%1、鍵の署名期限 %2</translation>
    </message>
    <message>
        <source>Planned change</source>
        <translation>変更予定</translation>
    </message>
    <message>
        <source>expected change</source>
        <translation>予定された変更</translation>
    </message>
</context>
<context>
    <name>hinoban::ui::ZoneSwitch</name>
    <message>
        <source>Show local time</source>
        <translation>現地時刻で表示</translation>
    </message>
    <message>
        <source>Show UTC</source>
        <translation>UTC で表示</translation>
    </message>
</context>
<context>
    <name>respond::Entry</name>
    <message>
        <source>%1 accepted %2 as it is seen: %3</source>
        <translation>%1 が観測どおりの %2 を承認しました: %3</translation>
    </message>
    <message>
        <source>%1 set what %2 should be: %3</source>
        <translation>%1 が %2 のあるべき値を定めました: %3</translation>
    </message>
    <message>
        <source>%1 refused %2 as it is seen: %3</source>
        <translation>%1 が観測どおりの %2 を却下しました: %3</translation>
    </message>
    <message>
        <source>%1 accepted the registration of %2 as last changed at %3: %4</source>
        <translation>%1 が %2 の登録情報（最終更新 %3）を承認しました: %4</translation>
    </message>
    <message>
        <source>%1 cleared finding %2 about %3: %4</source>
        <translation>%1 が %3 の所見 %2 を解消しました: %4</translation>
    </message>
    <message>
        <source>%1 sent %2 to %3 (%4)</source>
        <translation>%1 が %2 を %3 宛に送信しました（%4）</translation>
    </message>
    <message>
        <source>State: %1 → %2</source>
        <translation>状態: %1 → %2</translation>
    </message>
    <message>
        <source>%1 is in command</source>
        <translation>%1 が指揮を執ります</translation>
    </message>
    <message>
        <source>%1 closed the incident: %2</source>
        <translation>%1 がインシデントを終結しました: %2</translation>
    </message>
    <message>
        <source>%1 changed who writes for the organisation</source>
        <translation>%1 が差出人の情報を変更しました</translation>
    </message>
    <message>
        <source>%1 added %2 to the watched domains</source>
        <translation>%1 が %2 を監視対象に加えました</translation>
    </message>
    <message>
        <source>%1 took what %2 should be from %3</source>
        <translation>%1 が %2 のあるべき値を %3 から取り込みました</translation>
    </message>
    <message>
        <source>Hinoban began to watch %1</source>
        <translation>Hinoban が %1 の監視を開始しました</translation>
    </message>
    <message>
        <source>The workspace was opened</source>
        <translation>ワークスペースを開きました</translation>
    </message>
    <message>
        <source>Hinoban stopped watching</source>
        <translation>Hinoban が監視を停止しました</translation>
    </message>
    <message>
        <source>A look came %1 seconds late: nothing was seen meanwhile</source>
        <translation>巡回が %1 秒遅れました。その間の観測はありません</translation>
    </message>
    <message>
        <source>The computer&apos;s clock was set by %1 seconds</source>
        <translation>コンピューターの時計が %1 秒修正されました</translation>
    </message>
    <message>
        <source>Drill %1 began</source>
        <translation>訓練 %1 を開始しました</translation>
    </message>
    <message>
        <source>Drill %1 is over</source>
        <translation>訓練 %1 が終了しました</translation>
    </message>
    <message>
        <source>Hinoban began to watch</source>
        <translation>Hinoban が監視を開始しました</translation>
    </message>
    <message>
        <source>%1 %2: %3</source>
        <translation>%1 %2: %3</translation>
    </message>
    <message>
        <source>%1 now %2: %3</source>
        <translation>%1 が %2 に上がりました: %3</translation>
    </message>
    <message>
        <source>%1 %2 no longer seen: %3</source>
        <translation>%1 %2 は観測されなくなりました: %3</translation>
    </message>
    <message>
        <source>%1 %2 is back: %3</source>
        <translation>%1 %2 が再び観測されました: %3</translation>
    </message>
    <message>
        <source>%1 %2 cleared by %4 (%5): %3</source>
        <translation>%1 %2 を %4 が解消しました（%5）: %3</translation>
    </message>
    <message>
        <source>quiet</source>
        <translation>平常</translation>
    </message>
    <message>
        <source>suspicion</source>
        <translation>不審</translation>
    </message>
    <message>
        <source>hijack</source>
        <translation>乗っ取り</translation>
    </message>
    <message>
        <source>recovering</source>
        <translation>復旧中</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>終結</translation>
    </message>
    <message>
        <source>%1 asked “%2” at %3: %4</source>
        <translation>%1 が「%2」を %3 に問い合わせました：%4</translation>
    </message>
    <message>
        <source>%1 brought %2: %3 exchanges about watched names, %4 as expected, %5 otherwise, %6 unknown; median round trip %7 ms</source>
        <translation>%1 が %2 を取り込みました：監視対象の名前に関する問い合わせと応答 %3 件（あるべき値どおり %4、相違 %5、不明 %6）、往復時間の中央値 %7 ミリ秒</translation>
    </message>
    <message>
        <source>%1: %2 answered %3 otherwise than expected, %4 times</source>
        <translation>%1：%2 が %3 に期待と異なる応答を %4 回返しました</translation>
    </message>
    <message>
        <source>%1: %2 more answers otherwise than expected are kept, and not listed</source>
        <translation>%1：期待と異なる応答がほかに %2 件あります（保管済み、一覧には表示しません）</translation>
    </message>
    <message>
        <source>%1 serves the truth about %2 again</source>
        <translation>%1 は %2 について再び正しい応答をしています</translation>
    </message>
    <message>
        <source>%1 serves false data of %2 again: it has more caches than one</source>
        <translation>%1 は %2 について再び偽の応答をしました(キャッシュが複数あります)</translation>
    </message>
    <message>
        <source>%1 took what %2 should be from a file (%4): %3</source>
        <translation>%1 が %2 のあるべき値をファイルから取り込みました（%4）: %3</translation>
    </message>
    <message>
        <source>%1 expects nothing of %2 any more: %3</source>
        <translation>%1 が %2 のあるべき値を削除しました: %3</translation>
    </message>
    <message>
        <source>%1 planned a change of %2 from %3 to %4: %5 (%6)</source>
        <translation>%1 が %2 の変更を %3 から %4 までに予定しました: %5（%6）</translation>
    </message>
    <message>
        <source>%1 withdrew the change of %2 planned from %3 to %4: %5</source>
        <translation>%1 が、%3 から %4 までに予定していた %2 の変更を取り消しました: %5</translation>
    </message>
    <message>
        <source>%1 accepted the planned change of %2: %3 (%4)</source>
        <translation>%1 が %2 の予定された変更を承認しました: %3（%4）</translation>
    </message>
    <message>
        <source>%1 noted for the case: %2 = %3</source>
        <translation>%1 が事案情報を記録しました：%2＝%3</translation>
    </message>
    <message>
        <source>%1 recorded: service stopped: %2</source>
        <translation>%1 がサービスの停止を記録しました：%2</translation>
    </message>
    <message>
        <source>%1 recorded: service resumed: %2</source>
        <translation>%1 がサービスの再開を記録しました：%2</translation>
    </message>
    <message>
        <source>%1 asked %2 (%3, %4)</source>
        <translation>%1 が %2 に依頼しました（%3、%4）</translation>
    </message>
    <message>
        <source>%1 acknowledged, reference %2</source>
        <translation>%1 が受け付けました。受付番号 %2</translation>
    </message>
    <message>
        <source>%1 asked %2 again (%3)</source>
        <translation>%1 が %2 に再度依頼しました（%3）</translation>
    </message>
    <message>
        <source>%1 answered: %2</source>
        <translation>%1 から回答がありました：%2</translation>
    </message>
    <message>
        <source>Request to %1: %2 → %3</source>
        <translation>%1 への依頼：%2 → %3</translation>
    </message>
    <message>
        <source>No answer from %1: it was due at %2</source>
        <translation>%1 から回答がありません（期限 %2）</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>回答待ち</translation>
    </message>
    <message>
        <source>acknowledged</source>
        <translation>受付済み</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>対応不可</translation>
    </message>
    <message>
        <source>withdrawn</source>
        <translation>取り下げ</translation>
    </message>
    <message>
        <source>%1 takes the issuers of the certificates of %2 that stand in the public logs for expected</source>
        <translation>%1 が、公開ログにある %2 の証明書の発行者を想定どおりのものとしました</translation>
    </message>
    <message>
        <source>%1 lets the certificates of the watched domains be searched for at %2, which learns their names</source>
        <translation>%1 が、監視対象ドメインの証明書を %2 で検索するようにしました（検索先にドメイン名が知られます）</translation>
    </message>
    <message>
        <source>%1 lets certificates be searched for no more</source>
        <translation>%1 が、証明書の検索をやめました</translation>
    </message>
    <message>
        <source>%1 packed the evidence into %2; SHA-256 of its list: %3</source>
        <translation>%1 が証拠を %2 にまとめました。一覧の SHA-256：%3</translation>
    </message>
    <message>
        <source>%1 pasted what %2 said about %3: %4</source>
        <translation>%1 が %3 に関する %2 の出力を貼り付けました：%4</translation>
    </message>
    <message>
        <source>%1 took %2 entries from %3; %4 were left out</source>
        <translation>%1 が %3 から %2 件を取り込みました（取り込まなかったもの %4 件）</translation>
    </message>
    <message>
        <source>%1 changed which resolvers are asked: %2</source>
        <translation>%1 が、問い合わせるリゾルバーを変更しました: %2</translation>
    </message>
    <message>
        <source>%1 permitted questions to %2, which lies in no public network: %3</source>
        <translation>%1 が、公開ネットワークにない %2 への問い合わせを許可しました: %3</translation>
    </message>
    <message>
        <source>%1 opened the incident: %2</source>
        <translation>%1 がインシデントを宣言しました: %2</translation>
    </message>
    <message>
        <source>%1 reopened the incident: %2</source>
        <translation>%1 がインシデントを再開しました: %2</translation>
    </message>
    <message>
        <source>%1 gave the part of %2: %3 → %4</source>
        <translation>%1 が役割「%2」を決めました: %3 → %4</translation>
    </message>
    <message>
        <source>%1 ticked: %2</source>
        <translation>%1 がチェックしました: %2</translation>
    </message>
    <message>
        <source>%1 took the tick away: %2</source>
        <translation>%1 がチェックを外しました: %2</translation>
    </message>
    <message>
        <source>%1 decided: %2 applies; known since %3, due %4</source>
        <translation>%1 が判断しました: %2 は該当。知った日時 %3、期限 %4</translation>
    </message>
    <message>
        <source>%1 decided: %2 does not apply (%3)</source>
        <translation>%1 が判断しました: %2 は該当しない（%3）</translation>
    </message>
    <message>
        <source>%1 says it is done: %2</source>
        <translation>%1 が済みとしました: %2</translation>
    </message>
    <message>
        <source>%1 is not done: it was due at %2</source>
        <translation>%1 が済んでいません。期限は %2 でした</translation>
    </message>
    <message>
        <source>%1 set the meetings of every day: %2 (%3)</source>
        <translation>%1 が毎日の定例会議を決めました: %2（%3）</translation>
    </message>
    <message>
        <source>%1: state %2 → %3 (%4)</source>
        <translation>%1: 状態 %2 → %3（%4）</translation>
    </message>
    <message>
        <source>our own data are right again</source>
        <translation>自社のデータは正しい状態に戻りました</translation>
    </message>
    <message>
        <source>no finding is open any more</source>
        <translation>開いている検知はなくなりました</translation>
    </message>
    <message>
        <source>Hostile %1 %2: it stands in the evidence (%3)</source>
        <translation>攻撃者の%1 %2 を証拠の中で確認しました（%3）</translation>
    </message>
    <message>
        <source>Hostile %1 %2 is alive: %3</source>
        <translation>攻撃者の%1 %2 は稼働しています：%3</translation>
    </message>
    <message>
        <source>Hostile %1 %2 answers otherwise than before: %3</source>
        <translation>攻撃者の%1 %2 の応答が以前と異なります：%3</translation>
    </message>
    <message>
        <source>Hostile %1 %2 has stopped: %3</source>
        <translation>攻撃者の%1 %2 が停止しました：%3</translation>
    </message>
    <message>
        <source>Hostile %1 %2 no longer resolves: %3</source>
        <translation>攻撃者の%1 %2 は名前解決できなくなりました：%3</translation>
    </message>
    <message>
        <source>Whether hostile %1 %2 is alive is not known: %3</source>
        <translation>攻撃者の%1 %2 が稼働しているかは不明です：%3</translation>
    </message>
    <message>
        <source>Hostile %1 %2 was asked for everything of ours before it is cleaned up: %3 questions, %4 with data; the answers are kept</source>
        <translation>攻撃者の%1 %2 に、消される前に自社に関するすべてを問い合わせました：質問 %3 件、データあり %4 件。応答は保存しています</translation>
    </message>
    <message>
        <source>%1 named the %2 %3 as hostile: %4</source>
        <translation>%1 が%2 %3 を攻撃者のものとして登録しました：%4</translation>
    </message>
    <message>
        <source>%1 decided that the %2 %3 is not hostile: %4</source>
        <translation>%1 が%2 %3 は攻撃者のものではないと判断しました：%4</translation>
    </message>
    <message>
        <source>%1 took the %2 %3 for hostile again: %4</source>
        <translation>%1 が%2 %3 を再び攻撃者のものとしました：%4</translation>
    </message>
    <message>
        <source>%1 listed %2 accounts whose passwords can be reset by mail that was lost (%3)</source>
        <translation>%1 が、失われたメールでパスワードを再設定できるアカウントを %2 件登録しました（%3）</translation>
    </message>
    <message>
        <source>%1 recorded of %2’s account at %3: %4</source>
        <translation>%1 が %2 さんの %3 のアカウントについて記録しました：%4</translation>
    </message>
    <message>
        <source>name server</source>
        <translation>ネームサーバー</translation>
    </message>
    <message>
        <source>mail host</source>
        <translation>メールサーバー</translation>
    </message>
    <message>
        <source>address</source>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>domain</source>
        <translation>ドメイン</translation>
    </message>
    <message>
        <source>certificate</source>
        <translation>証明書</translation>
    </message>
    <message>
        <source>to do</source>
        <translation>未対応</translation>
    </message>
    <message>
        <source>asked</source>
        <translation>依頼済み</translation>
    </message>
    <message>
        <source>reset</source>
        <translation>再設定済み</translation>
    </message>
    <message>
        <source>the attacker tried</source>
        <translation>攻撃者による試行あり</translation>
    </message>
    <message>
        <source>%1 changed how this workspace is watched: %2 (before: %3; now: %4)</source>
        <translation>%1さんがこのワークスペースの監視設定を変更しました: %2（変更前: %3、変更後: %4）</translation>
    </message>
</context>
<context>
    <name>respond::Exposure</name>
    <message>
        <source>Mail to %1 may have gone to %2 since %3: the registration was changed then, and the false servers may have named this mail host from the beginning (it was first seen at %4).</source>
        <translation>%3 以降、%1 宛のメールが %2 に送られたおそれがあります。登録情報がこの時刻に変更され、偽のサーバーが当初からこのメールサーバーを示していた可能性があるためです（最初に確認したのは %4）。</translation>
    </message>
    <message>
        <source>Mail to %1 may have gone to %2 since %3 at the latest: that is when it was first seen as the mail host.</source>
        <translation>遅くとも %3 以降、%1 宛のメールが %2 に送られたおそれがあります。メールサーバーとして最初に確認した時刻です。</translation>
    </message>
    <message>
        <source>It still does: the false MX is being served.</source>
        <translation>現在も続いています。偽の MX が応答されています。</translation>
    </message>
    <message>
        <source>No end is certain: the false name servers answer, and resolvers that keep asking them may go on.</source>
        <translation>終わりは確定していません。偽のネームサーバーが応答しており、問い合わせを続けるリゾルバーでは続くおそれがあります。</translation>
    </message>
    <message>
        <source>It ends at %1, when the last resolver&apos;s cache has let go of the false data.</source>
        <translation>最後のリゾルバーのキャッシュから偽のデータが消える %1 に終わります。</translation>
    </message>
    <message>
        <source>It was last seen at %1; how long caches that nobody asked have kept it after that is not known.</source>
        <translation>最後に確認したのは %1 です。その後、確認していないキャッシュにどれだけ残ったかは分かりません。</translation>
    </message>
</context>
<context>
    <name>respond::Language</name>
    <message>
        <source>en</source>
        <extracomment>The code of the language of this translation: &quot;ja&quot; in the Japanese one.</extracomment>
        <translation>ja</translation>
    </message>
</context>
<context>
    <name>respond::Response</name>
    <message>
        <source>The incident cannot be closed while something of it is open: %1. Findings end when the data are right again or a person accepts them; requests, when they are answered or withdrawn.</source>
        <translation>未完了のものがあるため、インシデントを終結できません: %1。検知はデータが正しく戻るか承認されると、依頼は完了するか取り下げると閉じます。</translation>
    </message>
</context>
<context>
    <name>respond::Runbook</name>
    <message>
        <source>finding %1 was seen</source>
        <translation>検知 %1 がありました</translation>
    </message>
    <message>
        <source>the state is or was: %1</source>
        <translation>この状態になりました: %1</translation>
    </message>
    <message>
        <source>somebody has the part: %1</source>
        <translation>担当者が決まりました: %1</translation>
    </message>
    <message>
        <source>noted for the case: %1</source>
        <translation>案件に記録されました: %1</translation>
    </message>
    <message>
        <source>there is a request to: %1</source>
        <translation>依頼があります: %1</translation>
    </message>
    <message>
        <source>there is an answer from: %1</source>
        <translation>回答がありました: %1</translation>
    </message>
    <message>
        <source>%1 was sent</source>
        <translation>%1 を送付しました</translation>
    </message>
    <message>
        <source>a service was recorded as %1</source>
        <translation>サービスの状態が記録されました: %1</translation>
    </message>
    <message>
        <source>the timeline has: %1</source>
        <translation>タイムラインに記録があります: %1</translation>
    </message>
    <message>
        <source>all parent servers answer right again</source>
        <translation>親ゾーンの全サーバーが正しい応答に戻りました</translation>
    </message>
    <message>
        <source>no resolver that is asked serves false data any more</source>
        <translation>確認対象のリゾルバーはどれも偽のデータを返さなくなりました</translation>
    </message>
    <message>
        <source>the registration is as expected again, or was accepted</source>
        <translation>登録情報は期待どおりに戻ったか、承認されました</translation>
    </message>
</context>
<context>
    <name>store::Verify</name>
    <message>
        <source>entry %1 is missing</source>
        <translation>記録 %1 がありません</translation>
    </message>
    <message>
        <source>it does not continue the entry before it</source>
        <translation>直前の記録とつながっていません</translation>
    </message>
    <message>
        <source>its hash does not fit</source>
        <translation>ハッシュが一致しません</translation>
    </message>
    <message>
        <source>its text is no JSON</source>
        <translation>本文が JSON ではありません</translation>
    </message>
    <message>
        <source>its text is not in canonical form</source>
        <translation>本文が正規形ではありません</translation>
    </message>
    <message>
        <source>its text belongs to another place in the log</source>
        <translation>本文はログの別の位置のものです</translation>
    </message>
    <message>
        <source>its text is no entry of the timeline</source>
        <translation>本文はタイムラインの記録ではありません</translation>
    </message>
    <message>
        <source>writer %1, entry %2 was quoted and is not there: the end of the log is missing</source>
        <translation>書き手 %1、記録 %2: 引用された記録がなく、ログの末尾が欠けています</translation>
    </message>
    <message>
        <source>answer %1: its bytes do not fit its hash</source>
        <translation>応答 %1: 内容がハッシュと一致しません</translation>
    </message>
    <message>
        <source>table %1, row %2 points at something that is not there</source>
        <translation>表 %1 の行 %2 の参照先がありません</translation>
    </message>
    <message>
        <source>it cannot be read to its end (%1)</source>
        <translation>最後まで読めません（%1）</translation>
    </message>
    <message>
        <source>it has more files than a bundle can have</source>
        <translation>証拠一式にはありえない数のファイルがあります</translation>
    </message>
    <message>
        <source>it is larger than anything that a bundle has</source>
        <translation>証拠一式にはありえない大きさです</translation>
    </message>
    <message>
        <source>it is there twice</source>
        <translation>同じ名前のファイルが 2 つあります</translation>
    </message>
    <message>
        <source>its bytes do not fit its hash</source>
        <translation>内容がハッシュと一致しません</translation>
    </message>
    <message>
        <source>it has not as many entries as its list of hashes</source>
        <translation>項目の数がハッシュの一覧と一致しません</translation>
    </message>
    <message>
        <source>it is missing</source>
        <translation>ありません</translation>
    </message>
    <message>
        <source>a line of it is not as sha256sum writes it</source>
        <translation>sha256sum の形式でない行があります</translation>
    </message>
    <message>
        <source>it is listed and is missing</source>
        <translation>一覧にありますが、ファイルがありません</translation>
    </message>
    <message>
        <source>its bytes are not those that SHA256SUMS lists</source>
        <translation>内容が SHA256SUMS と一致しません</translation>
    </message>
    <message>
        <source>SHA256SUMS does not list it</source>
        <translation>SHA256SUMS に載っていません</translation>
    </message>
    <message>
        <source>the heads in it are not those of the logs</source>
        <translation>記載された最新ハッシュが記録と一致しません</translation>
    </message>
    <message>
        <source>writer %1, entry %2</source>
        <translation>記録者 %1、項目 %2</translation>
    </message>
    <message>
        <source>its hash is not the one that was quoted</source>
        <translation>ハッシュが、文書に記載されたものと一致しません</translation>
    </message>
    <message>
        <source>no entry has the hash %1 that was quoted: the end of the log is missing</source>
        <translation>文書に記載されたハッシュ %1 の項目がありません。記録の末尾が失われています</translation>
    </message>
    <message>
        <source>%1: its evidence %2 is not there</source>
        <translation>%1：根拠 %2 がありません</translation>
    </message>
</context>
</TS>
