// Command prepare cuts training texts exactly as the engine will: it reads
// JSON lines of {"id","text"} or {"id","sentences":[["word",...],...]} and
// writes, for each, words' spans, sentences, pieces and shapes.
//
//	go run ./training/prepare vocab.txt < texts.jsonl > cut.jsonl
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/sayso/sayso/nlp/segment"
	"github.com/sayso/sayso/report"
)

type input struct {
	ID        string     `json:"id"`
	Text      string     `json:"text"`
	Sentences [][]string `json:"sentences"`
}

type output struct {
	ID        string        `json:"id"`
	Words     []report.Span `json:"words,omitempty"`
	Sentences [][3]int      `json:"sentences,omitempty"` // first, last, begins a paragraph
	Pieces    [][]int32     `json:"pieces"`
	Shapes    []int         `json:"shapes"`
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "prepare:", err)
		os.Exit(1)
	}
}

func run() error {
	if len(os.Args) != 2 {
		return fmt.Errorf("usage: prepare vocab.txt < texts.jsonl > cut.jsonl")
	}
	b, err := os.ReadFile(os.Args[1])
	if err != nil {
		return err
	}
	vocab := segment.NewVocab(strings.Split(strings.TrimRight(string(b), "\n"), "\n"))
	in, w := json.NewDecoder(bufio.NewReaderSize(os.Stdin, 1<<20)), bufio.NewWriter(os.Stdout)
	out := json.NewEncoder(w)
	for in.More() {
		var d input
		if err := in.Decode(&d); err != nil {
			return err
		}
		o := output{ID: d.ID}
		add := func(word string) {
			o.Pieces = append(o.Pieces, vocab.Pieces(nil, word))
			o.Shapes = append(o.Shapes, int(segment.Shape(word)))
		}
		if d.Sentences != nil {
			for _, s := range d.Sentences {
				for _, word := range s {
					add(word)
				}
			}
		} else {
			t := segment.Split(d.Text)
			o.Words = t.Words
			for _, s := range t.Sentences {
				para := 0
				if s.Paragraph {
					para = 1
				}
				o.Sentences = append(o.Sentences, [3]int{s.First, s.Last, para})
			}
			for _, sp := range t.Words {
				add(sp.Of(d.Text))
			}
		}
		if err := out.Encode(o); err != nil {
			return err
		}
	}
	return w.Flush()
}
