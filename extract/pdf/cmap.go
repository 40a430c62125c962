package pdf

import (
	"encoding/binary"
	"encoding/hex"
	"io"
	"strings"
	"unicode/utf16"

	"github.com/ledongthuc/pdf"
)

// cmap is a ToUnicode map (ISO 32000-1, 9.10.3).
type cmap struct {
	size   int // bytes of a code, 0 where the map does not tell
	chars  map[int]string
	ranges []cmapRange
}

type cmapRange struct {
	first, last int
	to          []uint16
}

const (
	maxMapped = 1 << 17
	maxMap    = 4 << 20 // bytes of a map
)

// readCMap reads what a map lists between its begin and end words; the
// PostScript around them says nothing else.
func readCMap(v pdf.Value) (m *cmap) {
	m = &cmap{chars: map[int]string{}}
	defer func() { recover() }() // a broken stream tells as much as was read of it
	b, _ := io.ReadAll(io.LimitReader(v.Reader(), maxMap))
	m.parse(string(b))
	return m
}

func (m *cmap) parse(s string) {
	section := ""
	var args []string // hexadecimal strings, and lists of them as "[a b"
	list := -1
	for s != "" && len(m.chars)+len(m.ranges) < maxMapped {
		switch {
		case s[0] == '<' && !strings.HasPrefix(s, "<<"):
			end := strings.IndexByte(s, '>')
			if end < 0 {
				return
			}
			if section != "" {
				raw, _ := hex.DecodeString(strings.Join(strings.Fields(s[1:end]), ""))
				if list >= 0 {
					args[list] += string(utf16Bytes(raw)) + "\x00"
				} else {
					args = append(args, string(raw))
				}
			}
			s = s[end+1:]
			args = m.take(section, args, list >= 0)
		case s[0] == '[':
			if section == "range" && len(args) == 2 {
				args = append(args, "")
				list = 2
			}
			s = s[1:]
		case s[0] == ']':
			if list >= 0 {
				m.list(args)
				args, list = nil, -1
			}
			s = s[1:]
		case strings.IndexByte(" \t\r\n\f\x00", s[0]) >= 0:
			s = s[1:]
		default:
			end := strings.IndexAny(s[1:], " \t\r\n<>[]/")
			if end < 0 {
				return
			}
			switch s[:end+1] {
			case "begincodespacerange":
				section = "space"
			case "beginbfchar":
				section = "char"
			case "beginbfrange":
				section = "range"
			case "endcodespacerange", "endbfchar", "endbfrange":
				section = ""
			}
			if !strings.HasPrefix(s, "<<") {
				args, list = nil, -1
			}
			s = s[end+1:]
		}
	}
}

// take uses the arguments once there are enough of them.
func (m *cmap) take(section string, args []string, listing bool) []string {
	switch {
	case listing:
		return args
	case section == "space" && len(args) == 2:
		m.size = min(max(m.size, len(args[0])), 4)
	case section == "char" && len(args) == 2:
		m.chars[code(args[0])] = string(utf16Bytes([]byte(args[1])))
	case section == "range" && len(args) == 3:
		if u := units([]byte(args[2])); len(u) > 0 {
			m.ranges = append(m.ranges, cmapRange{code(args[0]), code(args[1]), u})
		}
	default:
		return args
	}
	return nil
}

// list uses a range whose codes are listed one by one.
func (m *cmap) list(args []string) {
	first, last := code(args[0]), code(args[1])
	for i, to := range strings.Split(strings.TrimSuffix(args[2], "\x00"), "\x00") {
		if first+i > last {
			return
		}
		m.chars[first+i] = to
	}
}

func (m *cmap) text(c int) string {
	if s, ok := m.chars[c]; ok {
		return s
	}
	for _, r := range m.ranges {
		if r.first <= c && c <= r.last {
			u := append([]uint16{}, r.to...)
			u[len(u)-1] += uint16(c - r.first)
			return string(utf16.Decode(u))
		}
	}
	return ""
}

func code(s string) int {
	n := 0
	for i := 0; i < len(s) && i < 4; i++ {
		n = n<<8 | int(s[i])
	}
	return n
}

func units(s []byte) []uint16 {
	if len(s) == 1 {
		return []uint16{uint16(s[0])}
	}
	var out []uint16
	for i := 0; i+1 < len(s); i += 2 {
		out = append(out, binary.BigEndian.Uint16(s[i:]))
	}
	return out
}

func utf16Bytes(s []byte) []rune { return utf16.Decode(units(s)) }
