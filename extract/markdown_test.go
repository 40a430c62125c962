package extract

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sayso/sayso/report"
)

func TestMarkdown(t *testing.T) {
	in := `---
title: "Ferry sinks off Tannet"
author: Runa Eskildsen
date: 2024-03-12T08:00:00Z
publisher: Tannet Observer
translator: Jon Vik
---
# Ferry sinks off Tannet

A **ferry** with eighty people on board
[sank](https://tannet.example/a_(b)) off *Tannet* on Monday, the coastguard said[^1].

![The harbour on 2 May 2011](harbour.jpg)

> “They were told twice,” an official said.

## What is known

- three died
- the captain of the snake_case_ferry will be questioned

| Ship | Built |
|------|-------|
| Halda | 1974 |

` + "```\n* kept as it is *\n```\n" + `
[1]: https://tannet.example/x
`
	p, err := Any([]byte(in), "", Options{Path: "ferry.md"})
	if err != nil {
		t.Fatal(err)
	}
	want := "Ferry sinks off Tannet\n\nA ferry with eighty people on board sank off Tannet on Monday, the coastguard said.\n\nThe harbour on 2 May 2011\n\n“They were told twice,” an official said.\n\nWhat is known\n\n- three died\n\n" +
		"- the captain of the snake_case_ferry will be questioned\n\nShip | Built\n\nHalda | 1974\n\n* kept as it is *\n"
	if d := cmp.Diff(want, p.Text); d != "" {
		t.Error(d)
	}
	if p.Title != "Ferry sinks off Tannet" || p.Outlet != "Tannet Observer" || p.Published.EDTF != "2024-03-12" || !cmp.Equal(p.Byline, []string{"Runa Eskildsen"}) || !cmp.Equal(p.Translators, []string{"Jon Vik"}) {
		t.Errorf("%q %q %v %v %v", p.Title, p.Outlet, p.Published, p.Byline, p.Translators)
	}
	if i := len("Ferry sinks off Tannet\n\nA ferry with eighty people on board sank off Tannet on Monday, the coastguard said.\n\n"); p.ZoneAt(i) != report.Caption || p.ZoneAt(0) != report.Headline {
		t.Errorf("zones %v", p.Zones)
	}
}

func FuzzMarkdown(f *testing.F) {
	f.Add("---\ntitle: x\n---\n# y\n\n* a\n\n![c](d)\n\n**b** [c][d] `e`\n")
	f.Add("a\n===\n\n> q\n\n|a|b|\n|-|-|\n")
	f.Fuzz(func(t *testing.T, s string) {
		if p, err := Markdown([]byte(s), Options{}); err == nil {
			wellFormed(t, p)
		}
	})
}
