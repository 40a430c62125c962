package nlp

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// Run with: go test ./nlp -run Accuracy -v
//
// The floors hold what has been reached; docs/accuracy.md tells what is aimed at.
//
// The treebanks lie outside the repository; without them the test is skipped.

const corpora = "../../shared/corpora"

// treebank is a CoNLL-U file: documents of sentences of rows.
func treebank(t *testing.T, path string) [][][][]string {
	t.Helper()
	f, err := os.Open(filepath.Join(corpora, path))
	if err != nil {
		t.Skipf("no treebank to measure with: %v", err)
	}
	defer f.Close()
	var docs [][][][]string
	var sent [][]string
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		line := s.Text()
		switch {
		case strings.HasPrefix(line, "# newdoc") || len(docs) == 0:
			docs = append(docs, nil)
		case line == "" && sent != nil:
			docs[len(docs)-1] = append(docs[len(docs)-1], sent)
			sent = nil
		case line != "" && '0' <= line[0] && line[0] <= '9':
			if row := strings.Split(line, "\t"); !strings.ContainsAny(row[0], "-.") {
				sent = append(sent, row)
			}
		}
	}
	if err := s.Err(); err != nil {
		t.Fatal(err)
	}
	return docs
}

// names reads a file of IOB2 tags: words and tags of each sentence.
func names(t *testing.T, path string) (words, tags [][]string) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(corpora, path))
	if err != nil {
		t.Skipf("no names to measure with: %v", err)
	}
	var w, g []string
	for _, line := range append(strings.Split(string(b), "\n"), "") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		c := strings.Split(line, "\t")
		if len(c) < 3 {
			if w != nil {
				words, tags = append(words, w), append(tags, g)
				w, g = nil, nil
			}
			continue
		}
		w, g = append(w, c[1]), append(g, c[2])
	}
	return words, tags
}

func TestAccuracyOfTrees(t *testing.T) {
	m := load(t)
	for _, c := range []struct {
		name, path string
		least      float64
	}{
		{"EWT test", "syntax/ud_ewt/en_ewt-ud-test.conllu", 88},
		{"GUM open test", "syntax/ud_gum_open/gum-test.conllu", 87},
		{"PUD", "syntax/ud_pud/en_pud-ud-test.conllu", 86},
	} {
		var words, uas, las, upos, feats, lemmas int
		for _, doc := range treebank(t, c.path) {
			var in [][]string
			for _, s := range doc {
				var row []string
				for _, r := range s {
					row = append(row, r[1])
				}
				in = append(in, row)
			}
			d, err := m.AnalyzeWords(context.Background(), in)
			if err != nil {
				t.Fatal(err)
			}
			k := 0
			for _, s := range doc {
				first := k
				for _, r := range s {
					head, _ := strconv.Atoi(r[6])
					got := d.Tokens[k]
					words++
					if got.Head == first+head-1 && head > 0 || head == 0 && got.Head == -1 {
						uas++
						if got.Rel == r[7] {
							las++
						}
					}
					if got.UPOS == r[3] {
						upos++
					}
					if got.Feats == strings.Trim(r[5], "_") {
						feats++
					}
					if strings.EqualFold(got.Lemma, r[2]) {
						lemmas++
					}
					k++
				}
			}
		}
		p := func(n int) float64 { return 100 * float64(n) / float64(words) }
		fmt.Printf("%-14s %6d words  UAS %.2f  LAS %.2f  UPOS %.2f  feats %.2f  lemma %.2f\n", c.name, words, p(uas), p(las), p(upos), p(feats), p(lemmas))
		if p(las) < c.least {
			t.Errorf("%s: LAS %.2f, the floor is %v", c.name, p(las), c.least)
		}
	}
}

func TestAccuracyOfNames(t *testing.T) {
	m := load(t)
	for _, c := range []struct {
		name, path string
		least      float64
	}{
		{"UNER EWT test", "ner/uner_ewt/en_ewt-ud-test.iob2", 78},
		{"UNER PUD", "ner/uner_pud/en_pud-ud-test.iob2", 76},
	} {
		words, tags := names(t, c.path)
		d, err := m.AnalyzeWords(context.Background(), words)
		if err != nil {
			t.Fatal(err)
		}
		gold, k := map[string]bool{}, 0
		for _, row := range tags {
			for i, tag := range row {
				if !strings.HasPrefix(tag, "B-") {
					continue
				}
				end := i + 1
				for end < len(row) && row[end] == "I-"+tag[2:] {
					end++
				}
				switch tag[2:] {
				case "PER", "LOC", "ORG":
					gold[fmt.Sprint(k+i, k+end, tag[2:])] = true
				}
			}
			k += len(row)
		}
		ok := 0
		for _, n := range d.Names {
			if gold[fmt.Sprint(n.First, n.Last, n.Kind)] {
				ok++
			}
		}
		p, r := float64(ok)/float64(len(d.Names)), float64(ok)/float64(len(gold))
		f := 200 * p * r / (p + r)
		fmt.Printf("%-14s names F1 %.2f  P %.2f  R %.2f\n", c.name, f, 100*p, 100*r)
		if f < c.least {
			t.Errorf("%s: F1 %.2f, the floor is %v", c.name, f, c.least)
		}
	}
}
