package export

import (
	"bytes"
	"encoding/json"
	"io"
)

// list writes a JSON document that is mostly one list, without holding it.
type list struct {
	w       io.Writer
	head    string // up to and with the list's bracket
	tail    string
	started bool
}

func (l *list) start() error {
	if l.started {
		return nil
	}
	_, err := io.WriteString(l.w, l.head)
	return err
}

func (l *list) put(v any) error {
	sep := ",\n"
	if !l.started {
		if err := l.start(); err != nil {
			return err
		}
		l.started, sep = true, "\n"
	}
	b, err := compact(v)
	if err != nil {
		return err
	}
	_, err = l.w.Write(append([]byte(sep), b...))
	return err
}

func (l *list) end() error {
	if err := l.start(); err != nil {
		return err
	}
	_, err := io.WriteString(l.w, l.tail)
	return err
}

// compact is v as JSON in one line, without HTML escapes.
func compact(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}
