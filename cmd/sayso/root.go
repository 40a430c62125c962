package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
)

// The exit codes, as the help tells them.
const (
	exitUnread      = 1   // some input could not be read
	exitUsage       = 2   // wrong flags or arguments
	exitForeign     = 3   // some report is not in English
	exitInterrupted = 130 // Ctrl-C
)

// exit is an error that ends the command with a code of its own.
type exit struct {
	code int
	err  error
}

func (e exit) Error() string { return e.err.Error() }
func (e exit) Unwrap() error { return e.err }

// run runs sayso and is its exit code.
func run(args []string, stdin io.Reader, stdout, stderr *os.File) int {
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
130 interrupted.`,
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
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return 0
	}
	var e exit
	if errors.As(err, &e) {
		fmt.Fprintln(stderr, "sayso:", e.err)
		return e.code
	}
	fmt.Fprintf(stderr, "sayso: %v\nTry: sayso --help\n", err)
	return exitUsage
}
