package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/sheet"
	"github.com/sayso/sayso/terminal"
	"github.com/sayso/sayso/work"
	"github.com/spf13/cobra"
)

func newShow(stdout *output) *cobra.Command {
	var db, format string
	var original bool
	c := &cobra.Command{
		Use:   "show REPORT | REPORT/CLAIM",
		Short: "Show a report of the ledger, or one claim with all that bears on it",
		Long: `Show a report as it was captured and read, or one claim: its words, on whose
say-so, how it stands and why, the links that are proposed, and what people
decided. REPORT is the beginning of a report's id.`,
		Example: `  sayso show 3897b91f
  sayso show 3897b91f/c12
  sayso show --original 3897b91f > as-it-came.txt`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return withLedger(c.Context(), db, func(l *ledger.Ledger) error {
				err := l.View(c.Context(), func(v *ledger.View) error {
					subject, err := work.Subject(c.Context(), v, args[0])
					if err != nil {
						return err
					}
					id, claim, isClaim := strings.Cut(subject, "/")
					switch {
					case original:
						b, err := v.Original(c.Context(), id)
						if err == nil {
							_, err = stdout.Write(b)
						}
						return err
					case isClaim:
						return showClaim(c.Context(), v, stdout, id, claim, format)
					}
					return showReport(c.Context(), v, stdout, id, format)
				})
				if err != nil {
					return exit{exitUnread, err}
				}
				return nil
			})
		},
	}
	dbFlag(c, &db)
	formatFlag(c, &format, "the whole reading, or the claim with what bears on it")
	c.Flags().BoolVar(&original, "original", false, "write the report's bytes as they came in")
	c.ValidArgsFunction = reportIDs(&db)
	return c
}

func showReport(ctx context.Context, v *ledger.View, stdout *output, id, format string) error {
	i, err := v.Report(ctx, id)
	if err != nil {
		return err
	}
	r, err := v.Reading(ctx, id)
	if err != nil {
		return err
	}
	if format == "json" {
		return sheet.JSON(stdout, r)
	}
	screen := terminal.Of(stdout.file, os.Environ())
	out := screen.Writer(stdout)
	fmt.Fprintf(out, "report %s, version %d, captured %s by %s with %s\nbytes SHA-256 %s\n", i.ID, i.Version, i.CapturedAt.Format("2006-01-02 15:04:05 MST"), i.CapturedBy, i.Tool, i.SHA256)
	if i.Previous != "" {
		fmt.Fprintf(out, "earlier version %s\n", i.Previous)
	}
	c, err := work.CustodyOf(i)
	if err != nil {
		return err
	}
	for _, line := range c.Lines(i.Published) {
		fmt.Fprintln(out, line)
	}
	origins, err := work.OriginsOf(ctx, v, id)
	if err != nil {
		return err
	}
	for _, o := range origins {
		fmt.Fprintf(out, "origin %s: %s, proposed, with %s\n", o.ID, o.Root, counted(len(o.Reports), "report", "reports"))
	}
	if err := decisionLines(ctx, v, out, id); err != nil {
		return err
	}
	fmt.Fprintln(out)
	return sheet.Write(out, r, sheet.Options{Width: screen.Width, Plain: screen.Plain, ASCII: screen.ASCII})
}

func showClaim(ctx context.Context, v *ledger.View, out io.Writer, id, claim, format string) error {
	s, err := sheet.ClaimOf(ctx, v, id, claim, now())
	if err != nil {
		return err
	}
	if format == "json" {
		return jsonLine(out, s)
	}
	p := onPage(out)
	p.put("", fmt.Sprintf("%s/%s  (%s, %s)", id[:8], claim, s.Claim.Status, sureness[s.Claim.Factuality]))
	p.put("  ", s.Sentence)
	if len(s.Details) > 0 {
		p.put("  ", strings.Join(s.Details, "; "))
	}
	p.put("  ", s.Why)
	if s.Standing != nil {
		p.put("standing: ", fmt.Sprintf("%s; %s (proposed)", strings.ReplaceAll(s.Standing.State, "_", " "), s.Standing.Why))
	} else {
		fmt.Fprintln(out, "standing: one origin; no other report is known to bear on it")
	}
	if f := s.Forecast; f != nil {
		fmt.Fprintf(out, "forecast: %s, %s\n", dueWords(f), f.Why)
	}
	for _, l := range s.Links {
		p.put(l.ID+"  ", fmt.Sprintf("%s  %s %s/%s: %s", l.State, l.Phrase(), l.Far[:8], l.FarClaim, flat(l.FarText)))
		for _, e := range l.Evidence {
			p.put("             because ", e.Why)
		}
	}
	return decisionLines(ctx, v, out, id+"/"+claim)
}

// decisionLines tells what people decided about a subject.
func decisionLines(ctx context.Context, v *ledger.View, out io.Writer, subject string) error {
	all, err := v.Decisions(ctx, subject)
	for _, d := range all {
		undone := ""
		if d.Undone {
			undone = " (taken back)"
		}
		fmt.Fprintf(out, "%s  %s by %s on %s%s%s\n", d.ID, strings.TrimSpace(string(d.Verb)+" "+d.Value), d.By, d.At.Format("2006-01-02"), colon(d.Why), undone)
	}
	return err
}

func colon(why string) string {
	if why == "" {
		return ""
	}
	return ": " + why
}
