package brief

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
)

const wml = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`

// DOCX is the brief as a document for word processors (ECMA-376), with true
// footnotes. The same brief gives the same bytes.
func (b *Brief) DOCX() ([]byte, error) {
	var body, notes strings.Builder
	notes.WriteString(xml.Header + `<w:footnotes ` + wml + `><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>`)
	met := map[int]bool{}
	for _, x := range b.blocks() {
		switch {
		case x.Note > 0:
			fmt.Fprintf(&notes, `<w:footnote w:id="%d"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>%s%s</w:p></w:footnote>`, x.Note, run(" "+x.Text+" ", ""), run(x.Small, ""))
			continue
		case x.Text == "Notes" && x.Level > 0:
			continue
		case x.Level > 0:
			fmt.Fprintf(&body, `<w:p><w:pPr><w:pStyle w:val="Heading%d"/></w:pPr>%s</w:p>`, x.Level, run(x.Text, ""))
			continue
		case x.Beside != nil:
			body.WriteString(`<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders><w:insideV w:val="single" w:sz="4"/></w:tblBorders></w:tblPr><w:tblGrid><w:gridCol w:w="4500"/><w:gridCol w:w="4500"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:tcW w:w="4500" w:type="dxa"/></w:tcPr>` +
				para(&x, "", met) + `</w:tc><w:tc><w:tcPr><w:tcW w:w="4500" w:type="dxa"/></w:tcPr>` + para(x.Beside, "", met) + `</w:tc></w:tr></w:tbl><w:p/>`)
			continue
		}
		bullet := ""
		if x.Item {
			bullet = "• "
		}
		body.WriteString(para(&x, bullet, met))
	}
	notes.WriteString(`</w:footnotes>`)
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, part := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/_rels/document.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/></Relationships>`},
		{"word/styles.xml", `<w:styles ` + wml + `><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:pPr><w:spacing w:after="120"/></w:pPr></w:style>` +
			heading(1, 32) + heading(2, 26) + `<w:style w:type="paragraph" w:styleId="FootnoteText"><w:name w:val="footnote text"/><w:basedOn w:val="Normal"/><w:rPr><w:sz w:val="18"/></w:rPr></w:style></w:styles>`},
		{"word/footnotes.xml", ""},
		{"word/document.xml", `<w:document ` + wml + `><w:body>` + body.String() + `<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr></w:body></w:document>`},
	} {
		content := xml.Header + part[1]
		if part[0] == "word/footnotes.xml" {
			content = notes.String()
		}
		f, err := z.Create(part[0])
		if err != nil {
			return nil, err
		}
		if _, err := f.Write([]byte(content)); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func heading(n, size int) string {
	return fmt.Sprintf(`<w:style w:type="paragraph" w:styleId="Heading%d"><w:name w:val="heading %[1]d"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="240"/><w:outlineLvl w:val="%d"/></w:pPr><w:rPr><w:b/><w:sz w:val="%d"/></w:rPr></w:style>`, n, n-1, size)
}

// para is a paragraph; a footnote is referred to where it is first met, and by
// its number in brackets after that.
func para(x *block, bullet string, met map[int]bool) string {
	s := `<w:p>` + run(bullet+x.Text, "")
	for _, n := range x.Marks {
		if met[n] {
			s += run(fmt.Sprintf(" [note %d]", n), `<w:vertAlign w:val="superscript"/>`)
			continue
		}
		met[n] = true
		s += fmt.Sprintf(`<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="%d"/></w:r>`, n)
	}
	if x.Small != "" {
		s += run(" "+x.Small, `<w:i/><w:sz w:val="18"/>`)
	}
	return s + `</w:p>`
}

func run(s, style string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder does not fail
	if style != "" {
		style = "<w:rPr>" + style + "</w:rPr>"
	}
	return `<w:r>` + style + `<w:t xml:space="preserve">` + b.String() + `</w:t></w:r>`
}
