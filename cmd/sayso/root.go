package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"regexp"
	"syscall"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/reading"
	"github.com/spf13/cobra"
)

// The exit codes, as the help tells them.
const (
	exitUnread      = 1   // some input could not be read
	exitUsage       = 2   // wrong flags or arguments
	exitForeign     = 3   // some report is not in English
	exitInterrupted = 130 // Ctrl-C
)

// exit is an error that ends the command with a code of its own. Where one holds
// another the inner one's code counts: it was given where more was known.
type exit struct {
	code int
	err  error
}

func (e exit) Error() string { return e.err.Error() }
func (e exit) Unwrap() error { return e.err }

// run runs sayso and is its exit code.
func run(args []string, stdin io.Reader, out, stderr *os.File) int {
	stdout := &output{file: out}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends at once
	root := &cobra.Command{
		Use:   "sayso",
		Short: "On whose say-so? Read news reports into the claims they make",
		Long: `sayso reads news reports and tells what they claim: who says it, through whom,
how sure they are, when, how many, and whether it has happened or was only
ordered, planned or guessed. It works on this machine alone.

Exit codes: 0 all went well; 1 some input could not be read; 2 wrong usage;
3 some report is not in English, its reading records it as unread;
130 interrupted. Ctrl-C ends in good order, a second one at once.`,
		Example: `  sayso read examples/tannet.txt
  sayso read --published 2024-03-13 --format json report.txt
  sayso why examples/tannet.txt c7`,
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.AddCommand(newRead(stdout, stderr), newWhy(), newEval(), newVersion(), newExport(stdout), newImport(stdout), newBrief(stdout), newLint(), newLens(),
		newAdd(stderr), newList(), newShow(stdout), newSearch(), newOrigins(), newLinks(), newStories(), newDiff(), newDrift(), newDue(), newRecord(),
		newConfirm(), newReject(), newAnswer(), newRate(), newWithdraw(), newDate(), newUndo(), newDecisions(),
		newScreen(stdout, stderr), newLists(stderr), newCandidates(stdout), newSame(), newNotSame(), newEntity(stdout), newMerge(), newSplit(), newFollow(), newFeeds(), newWatch(stderr),
		newLog(), newVerify(stderr), newEvidence(stdout), newArchive(stdout), newBackup(stderr), newRestore(stderr), newWorker(), newJobs(), newServe(), newAccount(stderr))
	arrange(root)
	root.Version = reading.ReaderVersion
	root.SetVersionTemplate("sayso reader {{.Version}}; sayso version names the model and the kernels too\n")
	root.SetFlagErrorFunc(flagError)
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	ran, err := root.ExecuteContextC(ctx)
	err = cmp.Or(err, stdout.failed)
	var e exit
	switch {
	case err == nil:
		return 0
	case ctx.Err() != nil && errors.Is(err, context.Canceled):
		fmt.Fprintln(stderr, "sayso: interrupted")
		return exitInterrupted
	case errors.As(err, &e):
		fmt.Fprintln(stderr, "sayso:", e.err)
		if errors.Is(e.err, ledger.ErrNotFound) {
			fmt.Fprintln(stderr, "Try: sayso list, sayso show REPORT, sayso decisions")
		}
		for errors.As(e.err, &e) {
		}
		return e.code
	case errors.As(err, new(unwritten)), errors.As(err, new(syscall.Errno)): // what the system refuses is no wrong usage
		fmt.Fprintln(stderr, "sayso:", err)
		return exitUnread
	}
	fmt.Fprintf(stderr, "sayso: %v\nTry: %s --help\n", err, ran.CommandPath())
	return exitUsage
}

// noNumber matches what the standard library says of a flag that wants a number.
var noNumber = regexp.MustCompile(`^invalid argument ("[^"]*") for "(--[\w-]+)" flag: strconv\.ParseFloat`)

// flagError says in plain words what a flag takes.
func flagError(_ *cobra.Command, err error) error {
	if m := noNumber.FindStringSubmatch(err.Error()); m != nil {
		return fmt.Errorf("%s %s: it is a number", m[2], m[1])
	}
	return err
}

// shelves are the commands by what people come for.
var shelves = []struct {
	title    string
	commands []string
}{
	{"One report:", []string{"read", "why", "drift", "lint", "lens", "export", "brief"}},
	{"Fill a ledger:", []string{"add", "import", "follow", "feeds", "watch", "worker", "jobs"}},
	{"Ask a ledger:", []string{"list", "search", "show", "stories", "origins", "links", "due", "record", "entity", "diff", "serve"}},
	{"Decide:", []string{"confirm", "reject", "answer", "rate", "date", "withdraw", "merge", "split", "undo", "decisions"}},
	{"Watch lists:", []string{"lists", "screen", "candidates", "same", "not-same"}},
	{"Prove and keep:", []string{"verify", "log", "evidence", "archive", "backup", "restore"}},
	{more, []string{"account", "eval", "version"}},
}

const more = "More:"

// arrange groups the commands in the help, and has each tell how it is called
// where it was given the wrong number of arguments.
func arrange(root *cobra.Command) {
	shelf := map[string]string{}
	for _, s := range shelves {
		root.AddGroup(&cobra.Group{ID: s.title, Title: s.title})
		for _, name := range s.commands {
			shelf[name] = s.title
		}
	}
	root.SetHelpCommandGroupID(more)
	root.SetCompletionCommandGroupID(more)
	for _, c := range root.Commands() {
		c.GroupID = shelf[c.Name()]
		arguments(c)
	}
}

func arguments(c *cobra.Command) {
	if fits := c.Args; fits != nil {
		c.Args = func(c *cobra.Command, given []string) error {
			if fits(c, given) == nil {
				return nil
			}
			n := "no argument is"
			if len(given) > 0 {
				n = counted(len(given), "argument is", "arguments are")
			}
			return fmt.Errorf("%s given; the use is %s", n, c.UseLine())
		}
	}
	for _, sub := range c.Commands() {
		arguments(sub)
	}
}
