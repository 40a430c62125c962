package export

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"time"
)

type nanopubs struct {
	b  *bufio.Writer
	at string
}

// NewNanopubs writes nanopublications in TriG, one a claim: the assertion is
// that the report puts the words forward through its chain, not that they hold;
// the provenance names the report and its hash, the publication info the reader.
// They are not signed. at is the time of making.
func NewNanopubs(w io.Writer, at time.Time) Writer {
	n := &nanopubs{bufio.NewWriter(w), at.UTC().Format(time.RFC3339)}
	n.b.WriteString(`@prefix np: <http://www.nanopub.org/nschema#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix schema: <https://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix sayso: <https://github.com/sayso/sayso/ns#> .
`)
	return n
}

func (n *nanopubs) Add(e *Entry) error {
	x := indexOf(e)
	s := &x.Report
	for i := range e.Claims {
		c := &e.Claims[i]
		if !news(c) {
			continue
		}
		me := "urn:sayso:" + s.ID + "/" + c.ID
		fmt.Fprintf(n.b, "\n<%s#Head> { <%[1]s> a np:Nanopublication ; np:hasAssertion <%[1]s#assertion> ; np:hasProvenance <%[1]s#provenance> ; np:hasPublicationInfo <%[1]s#pubinfo> . }\n", me)
		fmt.Fprintf(n.b, "<%s#assertion> { <%[1]s#claim> a schema:Claim ; schema:text %s ; sayso:chain %s ; sayso:factuality %s ; sayso:status %s ; sayso:basis %s",
			me, literal(c.Span.Of(x.Text)), literal(x.chain(c)), literal(string(c.Factuality)), literal(string(c.Status)), literal(c.Basis.Kind))
		if c.When.EDTF != "" {
			fmt.Fprintf(n.b, " ; sayso:edtf %s", literal(c.When.EDTF))
		}
		if c.OpenQuestion {
			n.b.WriteString(" ; sayso:openQuestion true")
		}
		fmt.Fprintf(n.b, " . }\n<%s#provenance> { <%[1]s#assertion> prov:wasQuotedFrom <%s> ; sayso:textSHA256 %s ; sayso:start %d ; sayso:end %d",
			me, x.source(), literal(s.TextSHA256), c.Span.Start, c.Span.End)
		if s.Outlet != "" {
			fmt.Fprintf(n.b, " ; dct:publisher %s", literal(s.Outlet))
		}
		if s.Published.EDTF != "" {
			fmt.Fprintf(n.b, " ; dct:issued %s", literal(s.Published.EDTF))
		}
		fmt.Fprintf(n.b, " . }\n<%s#pubinfo> { <%[1]s> dct:created \"%s\"^^xsd:dateTime ; prov:wasAttributedTo [ a prov:SoftwareAgent ; schema:name \"sayso\" ; schema:version %s ; sayso:model %s ] . }\n",
			me, n.at, literal(e.Reader.Version), literal(e.Reader.Model))
	}
	return nil
}

func (n *nanopubs) Close() error { return n.b.Flush() }

// literal is s as a TriG string.
func literal(s string) string { return `"` + literals.Replace(s) + `"` }

var literals = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", `\r`, "\t", `\t`)
