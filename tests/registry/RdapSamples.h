// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <QByteArray>

// Answers in the shapes that RDAP servers send, about domains that are nobody's. %RELATED% is where the registrar's own
// answer is.
namespace hinoban::registry::test {

// A registry that knows no holder: .com and .net.
inline const QByteArray RdapCom =
    R"({"objectClassName":"domain","handle":"1234_DOMAIN_COM-VRSN","ldhName":"EXAMPLE.COM","links":[)"
    R"({"value":"https://rdap.registry.example/com/v1/domain/EXAMPLE.COM","rel":"self",)"
    R"("href":"https://rdap.registry.example/com/v1/domain/EXAMPLE.COM","type":"application/rdap+json"},)"
    R"({"value":"%RELATED%","rel":"related","href":"%RELATED%","type":"application/rdap+json"}],)"
    R"("status":["client transfer prohibited","server delete prohibited"],"entities":[{"objectClassName":"entity",)"
    R"("handle":"49","roles":["registrar"],"publicIds":[{"type":"IANA Registrar ID","identifier":"49"}],)"
    R"("vcardArray":["vcard",[["version",{},"text","4.0"],["fn",{},"text","Example Registrar, Inc."]]],"entities":[)"
    R"({"objectClassName":"entity","roles":["abuse"],"vcardArray":["vcard",[["version",{},"text","4.0"],)"
    R"(["fn",{},"text",""],["tel",{"type":"voice"},"uri","tel:+81.312345678"],)"
    R"(["email",{},"text","abuse@registrar.example"]]]}]}],"events":[)"
    R"({"eventAction":"registration","eventDate":"2001-12-10T11:05:42Z"},)"
    R"({"eventAction":"expiration","eventDate":"2026-12-10T11:05:42Z"},)"
    R"({"eventAction":"last changed","eventDate":"2020-05-30T15:11:38Z"},)"
    R"({"eventAction":"last update of RDAP database","eventDate":"2026-06-01T00:00:00Z"}],)"
    R"("secureDNS":{"delegationSigned":false},"nameservers":[)"
    R"({"objectClassName":"nameserver","ldhName":"NS-1515.AWSDNS-61.ORG"},)"
    R"({"objectClassName":"nameserver","ldhName":"NS-1985.AWSDNS-56.CO.UK"}],)"
    R"("rdapConformance":["rdap_level_0","icann_rdap_technical_implementation_guide_0",)"
    R"("icann_rdap_response_profile_0"],"notices":[{"title":"Terms of Use","description":["Service subject to terms."],)"
    R"("links":[{"href":"https://registry.example/terms","type":"text/html"}]}]})";

// A registry that holds the holders, and hides them (RFC 9537).
inline const QByteArray RdapOrg =
    R"({"rdapConformance":["rdap_level_0","redacted","icann_rdap_response_profile_1"],"objectClassName":"domain",)"
    R"("handle":"REDACTED","ldhName":"example.org","unicodeName":"example.org","lang":"en",)"
    R"("links":[{"value":"https://rdap.registry.example/rdap/domain/example.org","rel":"self",)"
    R"("href":"https://rdap.registry.example/rdap/domain/example.org","type":"application/rdap+json"}],)"
    R"("status":["client delete prohibited","client transfer prohibited"],"nameservers":[)"
    R"({"objectClassName":"nameserver","handle":"ns-1-ORG","ldhName":"ns1.example.net","ipAddresses":{"v4":)"
    R"(["192.0.2.1"]}},{"objectClassName":"nameserver","ldhName":"ns2.example.net"}],"secureDNS":{)"
    R"("zoneSigned":true,"delegationSigned":true,"maxSigLife":1,"dsData":[{"keyTag":12345,"algorithm":13,)"
    R"("digestType":2,"digest":"0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF"}]},"events":[)"
    R"({"eventAction":"expiration","eventDate":"2027-02-20T04:00:00.000Z"},)"
    R"({"eventAction":"registration","eventDate":"1998-02-20T05:00:00.000Z"},)"
    R"({"eventAction":"last changed","eventDate":"2026-01-05T10:20:30.123Z"}],"entities":[)"
    R"({"objectClassName":"entity","roles":["registrant"],"vcardArray":["vcard",[["version",{},"text","4.0"],)"
    R"(["fn",{},"text",""],["adr",{"cc":"JP"},"text",["","","","","","",""]]]]},)"
    R"({"objectClassName":"entity","handle":"146","roles":["registrar"],"publicIds":[)"
    R"({"type":"IANA Registrar ID","identifier":"146"}],"vcardArray":["vcard",[["version",{},"text","4.0"],)"
    R"(["fn",{},"text","Example Registrar, LLC"]]],"entities":[{"objectClassName":"entity","roles":["abuse"],)"
    R"("vcardArray":["vcard",[["version",{},"text","4.0"],["fn",{},"text","Abuse"],)"
    R"(["email",{},"text","abuse@registrar.example"],["tel",{"type":["voice"]},"uri","tel:+1.4806242505"]]]}]}],)"
    R"("redacted":[{"name":{"description":"Registry Domain ID"},"prePath":"$.handle","pathLang":"jsonpath",)"
    R"("method":"replacementValue","reason":{"description":"Server policy"}},)"
    R"({"name":{"description":"Registrant Name"},"postPath":"$.entities[?(@.roles[0]=='registrant')].vcardArray[1][?(@[0])"
    R"(=='fn')][3]","pathLang":"jsonpath","method":"emptyValue","reason":{"description":"Server policy"}},)"
    R"({"name":{"type":"Registrant Email"},"prePath":"$.entities[?(@.roles[0]=='registrant')].vcardArray[1][?(@[0])"
    R"(=='email')]","method":"removal"}]})";

// The registry of .uk: no numbers of IANA, the registrar's tag as handle.
inline const QByteArray RdapCoUk =
    R"({"objectClassName":"domain","handle":"example.co.uk","ldhName":"example.co.uk","unicodeName":"example.co.uk",)"
    R"("rdapConformance":["rdap_level_0","redacted"],"status":["active"],"nameservers":[)"
    R"({"objectClassName":"nameserver","ldhName":"ns1.example.co.uk","ipAddresses":{"v4":["192.0.2.1"],"v6":)"
    R"(["2001:db8::1"]}},{"objectClassName":"nameserver","ldhName":"ns2.example.net"}],"secureDNS":{)"
    R"("delegationSigned":false},"entities":[{"objectClassName":"entity","handle":"EXAMPLE","roles":["registrar"],)"
    R"("vcardArray":["vcard",[["version",{},"text","4.0"],["fn",{},"text","Example Hosting Ltd"],)"
    R"(["url",{},"uri","https://www.registrar.example"]]],"entities":[{"objectClassName":"entity","roles":["abuse"],)"
    R"("vcardArray":["vcard",[["version",{},"text","4.0"],["fn",{},"text","Example"],)"
    R"(["email",{},"text","abuse@registrar.example"]]]}]}],"events":[)"
    R"({"eventAction":"registration","eventDate":"1998-05-14T00:00:00Z"},)"
    R"({"eventAction":"last changed","eventDate":"2026-05-01T09:00:00Z"},)"
    R"({"eventAction":"expiration","eventDate":"2027-05-14T00:00:00Z"}]})";

// What the registrar of RdapCom says himself: later to know of a change, and another date of expiry.
inline const QByteArray RdapRegistrar =
    R"({"rdapConformance":["rdap_level_0"],"objectClassName":"domain","handle":"1234_DOMAIN_COM-VRSN",)"
    R"("ldhName":"example.com","status":["client transfer prohibited"],"nameservers":[)"
    R"({"objectClassName":"nameserver","ldhName":"ns-1515.awsdns-61.org"},)"
    R"({"objectClassName":"nameserver","ldhName":"ns-1985.awsdns-56.co.uk"}],"secureDNS":{"delegationSigned":false},)"
    R"("events":[{"eventAction":"registration","eventDate":"2001-12-10T11:05:42Z"},)"
    R"({"eventAction":"expiration","eventDate":"2026-12-09T11:05:42Z"}],"entities":[{"objectClassName":"entity",)"
    R"("roles":["registrar"],"publicIds":[{"type":"IANA Registrar ID","identifier":"49"}],"vcardArray":["vcard",[)"
    R"(["version",{},"text","4.0"],["fn",{},"text","Example Registrar, Inc."]]]}]})";

} // namespace hinoban::registry::test
