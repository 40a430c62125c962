package pdf

import (
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/ledongthuc/pdf"
	"golang.org/x/text/encoding/charmap"
)

// char is a decoded character code: its text, and its width in thousandths of
// the font's size.
type char struct {
	text  string
	width float64
	space bool // the one-byte code 32, which word spacing widens
}

// font tells characters from codes: by its ToUnicode map, else by its encoding.
type font struct {
	wide     bool // codes of two bytes
	unicode  *cmap
	byCode   [256]string
	widths   map[int]float64
	fallback float64
}

func newFont(v pdf.Value) *font {
	f := &font{widths: map[int]float64{}, fallback: 500}
	if u := v.Key("ToUnicode"); u.Kind() == pdf.Stream {
		f.unicode = readCMap(u)
	}
	if v.Key("Subtype").Name() == "Type0" {
		f.wide = true
		f.fallback = 1000
		d := v.Key("DescendantFonts").Index(0)
		if dw := d.Key("DW"); !dw.IsNull() {
			f.fallback = dw.Float64()
		}
		f.wideWidths(d.Key("W"))
		return f
	}
	first := int(v.Key("FirstChar").Int64())
	w := v.Key("Widths")
	for i := range min(w.Len(), 256) {
		f.widths[first+i] = w.Index(i).Float64()
	}
	f.encoding(v.Key("Encoding"))
	return f
}

// wideWidths reads the W array of a composite font: c [w1 w2 ...] or first last
// w (ISO 32000-1, 9.7.4.3).
func (f *font) wideWidths(w pdf.Value) {
	for i := 0; i+1 < w.Len(); {
		first := int(w.Index(i).Int64())
		if list := w.Index(i + 1); list.Kind() == pdf.Array {
			for k := range list.Len() {
				f.widths[first+k] = list.Index(k).Float64()
			}
			i += 2
			continue
		}
		if i+2 >= w.Len() {
			return
		}
		for c := first; c <= int(w.Index(i+1).Int64()) && c-first < 1<<16; c++ {
			f.widths[c] = w.Index(i + 2).Float64()
		}
		i += 3
	}
}

// encoding fills the table of a simple font: a base encoding, then differences
// by the names of glyphs.
func (f *font) encoding(v pdf.Value) {
	base := v.Name()
	if v.Kind() == pdf.Dict {
		base = v.Key("BaseEncoding").Name()
	}
	table := charmap.Windows1252
	if base == "MacRomanEncoding" {
		table = charmap.Macintosh
	}
	for i := range 256 {
		if r := table.DecodeByte(byte(i)); r != 0xfffd && i >= 32 {
			f.byCode[i] = string(r)
		}
	}
	if base == "" { // the standard encoding differs from Windows' in these
		f.byCode['\''], f.byCode['`'] = "’", "‘"
		for code, s := range map[int]string{0xae: "ﬁ", 0xaf: "ﬂ", 0xb1: "–", 0xd0: "—", 0xaa: "“", 0xba: "”", 0xb7: "•", 0xbc: "…"} {
			if v.Kind() == pdf.Dict {
				f.byCode[code] = s
			}
		}
	}
	diff := v.Key("Differences")
	code := 0
	for i := range diff.Len() {
		switch x := diff.Index(i); x.Kind() {
		case pdf.Integer:
			code = int(x.Int64())
		case pdf.Name:
			if 0 <= code && code < 256 {
				if s := glyphName(x.Name()); s != "" {
					f.byCode[code] = s
				}
			}
			code++
		}
	}
}

func (f *font) decode(raw string) []char {
	size := 1
	if f.wide {
		size = 2
	}
	if f.unicode != nil && f.unicode.size > 0 {
		size = f.unicode.size
	}
	out := make([]char, 0, len(raw)/size)
	for i := 0; i+size <= len(raw); i += size {
		code := 0
		for _, b := range []byte(raw[i : i+size]) {
			code = code<<8 | int(b)
		}
		c := char{width: f.fallback, space: size == 1 && code == 32}
		if w, ok := f.widths[code]; ok {
			c.width = w
		}
		if f.unicode != nil {
			c.text = f.unicode.text(code)
		}
		if c.text == "" && size == 1 {
			c.text = f.byCode[code]
		}
		out = append(out, c)
	}
	return out
}

var ligatures = strings.NewReplacer("ﬀ", "ff", "ﬁ", "fi", "ﬂ", "fl", "ﬃ", "ffi", "ﬄ", "ffl", "ﬅ", "ft", "ﬆ", "st")

// glyphName is the text of a glyph by its name in the Adobe Glyph List's ways:
// a letter names itself, uniXXXX and uXXXXX a code point.
func glyphName(name string) string {
	name, _, _ = strings.Cut(name, ".")
	if len(name) == 1 {
		return name
	}
	if s, ok := glyphNames[name]; ok {
		return s
	}
	if hex, ok := strings.CutPrefix(name, "uni"); ok && len(hex)%4 == 0 && hex != "" {
		var units []uint16
		for i := 0; i < len(hex); i += 4 {
			n, err := strconv.ParseUint(hex[i:i+4], 16, 16)
			if err != nil {
				return ""
			}
			units = append(units, uint16(n))
		}
		return string(utf16.Decode(units))
	}
	if hex, ok := strings.CutPrefix(name, "u"); ok && len(hex) >= 4 && len(hex) <= 6 {
		if n, err := strconv.ParseUint(hex, 16, 32); err == nil {
			return string(rune(n))
		}
	}
	if base, mark, ok := accented(name); ok {
		return base + mark
	}
	return ""
}

// accented tells the letter and the combining mark of names like "eacute".
func accented(name string) (base, mark string, ok bool) {
	for suffix, m := range map[string]string{"acute": "\u0301", "grave": "\u0300", "circumflex": "\u0302", "dieresis": "\u0308", "tilde": "\u0303", "caron": "\u030c",
		"cedilla": "\u0327", "ring": "\u030a", "macron": "\u0304", "ogonek": "\u0328", "breve": "\u0306", "dotaccent": "\u0307", "hungarumlaut": "\u030b", "commaaccent": "\u0326"} {
		if b, found := strings.CutSuffix(name, suffix); found && len(b) == 1 {
			return b, m, true
		}
	}
	return "", "", false
}

var glyphNames = func() map[string]string {
	m := map[string]string{}
	list := strings.Fields(`space _ exclam ! quotedbl " numbersign # dollar $ percent % ampersand & quotesingle ' quoteright ’ quoteleft ‘ parenleft ( parenright ) asterisk * plus + comma ,
		hyphen - period . slash / zero 0 one 1 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 colon : semicolon ; less < equal = greater > question ? at @
		bracketleft [ backslash \ bracketright ] asciicircum ^ underscore \_ grave ‘ braceleft { bar | braceright } asciitilde ~ exclamdown ¡ cent ¢ sterling £ yen ¥ section §
		copyright © registered ® trademark ™ degree ° plusminus ± mu µ paragraph ¶ periodcentered · onequarter ¼ onehalf ½ threequarters ¾ questiondown ¿ guillemotleft « guillemotright »
		guilsinglleft ‹ guilsinglright › quotedblleft “ quotedblright ” quotedblbase „ quotesinglbase ‚ endash – emdash — ellipsis … bullet • dagger † daggerdbl ‡ perthousand ‰
		Euro € euro € fi fi fl fl ff ff ffi ffi ffl ffl germandbls ß ae æ AE Æ oe œ OE Œ oslash ø Oslash Ø lslash ł Lslash Ł eth ð Eth Ð thorn þ Thorn Þ dotlessi ı dcroat đ Dcroat Đ
		multiply × divide ÷ minus − fraction ⁄ nbspace _ nonbreakingspace _ sfthyphen -`)
	for i := 0; i+1 < len(list); i += 2 {
		m[list[i]] = strings.ReplaceAll(strings.ReplaceAll(list[i+1], `\_`, "\x00"), "_", " ")
		m[list[i]] = strings.ReplaceAll(m[list[i]], "\x00", "_")
	}
	return m
}()
