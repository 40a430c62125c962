package main

import (
	"bufio"
	"crypto/rand"
	"encoding/base32"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/web/account"
	"github.com/spf13/cobra"
	"golang.org/x/term"
)

func newAccount(stderr *os.File) *cobra.Command {
	c := &cobra.Command{
		Use:   "account",
		Short: "Say who may use the desk, and as what",
		Long: `Keep the accounts of a ledger's desk. A reader looks; an analyst adds reports and
decides as well; an admin keeps accounts and feeds too. Once there is an account,
sayso serve asks everybody who they are. Accounts bind the desk alone: whoever
can read the ledger's file can read all of it.`,
		Example: `  sayso account add ann --role admin
  sayso account add ben@example.org --role analyst --provided
  sayso account token ann --scopes read,add --days 30 --label "nightly import"`,
	}
	c.AddCommand(accountAdd(stderr), accountList(), accountRole(), accountPassword(stderr), accountLock(true), accountLock(false), accountRemove(), accountToken(), accountTokens(), accountRevoke(), accountEvents())
	return c
}

// withAccounts opens the accounts of a ledger for f; the first account may come
// before anything else is in it.
func withAccounts(c *cobra.Command, db string, f func(*account.Store) error) error {
	open := withLedger
	if c.Name() == "add" {
		open = makeLedger
	}
	return open(c.Context(), db, func(l *ledger.Ledger) error {
		s, err := account.Open(c.Context(), l)
		if err == nil {
			err = f(s)
		}
		if err != nil {
			return exit{exitUnread, err}
		}
		return nil
	})
}

// accountCommand is a command about the accounts of a ledger.
func accountCommand(use, short, example string, args cobra.PositionalArgs, run func(*cobra.Command, *account.Store, []string) error) *cobra.Command {
	var db string
	c := &cobra.Command{Use: use, Short: short, Example: example, Args: args, RunE: func(c *cobra.Command, args []string) error {
		return withAccounts(c, db, func(s *account.Store) error { return run(c, s, args) })
	}}
	dbFlag(c, &db)
	return c
}

func accountAdd(stderr *os.File) *cobra.Command {
	var role string
	var provided, made bool
	c := accountCommand("add NAME --role ROLE", "Make an account", "  sayso account add ann --role admin\n  sayso account add ben --role reader < password.txt",
		cobra.ExactArgs(1), func(c *cobra.Command, s *account.Store, args []string) error {
			password, err := "", error(nil)
			switch {
			case provided:
			case made:
				password = madeUp()
			default:
				password, err = askPassword(c, stderr)
			}
			if err != nil {
				return err
			}
			if err := s.Add(c.Context(), args[0], account.Role(role), password, userName()); err != nil {
				return err
			}
			if made {
				fmt.Fprintln(c.OutOrStdout(), password)
			}
			fmt.Fprintf(stderr, "%s can use the desk as %s\n", args[0], role)
			return nil
		})
	c.Long = `Make an account. The password is asked for on a terminal, or is the first line of
standard input; --made-up makes one and prints it. With --provided there is none:
NAME is the verified e-mail address by which the identity provider of
sayso serve --oidc knows them.`
	c.Flags().StringVar(&role, "role", string(account.Reader), "reader, analyst or admin")
	c.PreRunE = func(*cobra.Command, []string) error { _, err := account.ParseRole(role); return err }
	c.Flags().BoolVar(&provided, "provided", false, "an identity provider vouches for them")
	c.Flags().BoolVar(&made, "made-up", false, "make a password up and print it")
	c.MarkFlagsMutuallyExclusive("provided", "made-up")
	return c
}

// madeUp is a password of 130 random bits.
func madeUp() string {
	b := make([]byte, 16)
	rand.Read(b)
	s := strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(b))
	return strings.Join([]string{s[:7], s[7:14], s[14:20], s[20:]}, "-")
}

// askPassword asks on a terminal, twice, or takes the first line of input.
func askPassword(c *cobra.Command, stderr *os.File) (string, error) {
	in, ok := c.InOrStdin().(*os.File)
	if !ok || !term.IsTerminal(int(in.Fd())) {
		line, err := bufio.NewReader(c.InOrStdin()).ReadString('\n')
		if line = strings.TrimRight(line, "\r\n"); line == "" {
			if err != nil && !errors.Is(err, io.EOF) {
				return "", err
			}
			return "", errors.New("no password: give it as the first line of standard input, or --made-up")
		}
		return line, nil
	}
	var two [2]string
	for i, prompt := range [...]string{"Password: ", "Once more: "} {
		fmt.Fprint(stderr, prompt)
		b, err := term.ReadPassword(int(in.Fd()))
		fmt.Fprintln(stderr)
		if err != nil {
			return "", err
		}
		two[i] = string(b)
	}
	if two[0] != two[1] {
		return "", errors.New("the two are not the same")
	}
	return two[0], nil
}

func accountList() *cobra.Command {
	var format string
	c := accountCommand("list", "List the accounts", "  sayso account list", cobra.NoArgs, func(c *cobra.Command, s *account.Store, _ []string) error {
		all, err := s.All(c.Context())
		if err != nil {
			return err
		}
		if format == "text" && len(all) == 0 {
			fmt.Fprintln(c.ErrOrStderr(), "there is no account: the desk asks nobody who they are")
		}
		for _, a := range all {
			if format == "json" {
				err = jsonLine(c.OutOrStdout(), a)
			} else {
				how := "password"
				if a.Provided {
					how = "identity provider"
				}
				if a.Locked {
					how += ", locked"
				}
				_, err = fmt.Fprintf(c.OutOrStdout(), "%-30s  %-8s  %s  %s\n", a.Name, a.Role, a.Created.Format(time.DateOnly), how)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	formatFlag(c, &format, "one line an account")
	return c
}

func accountRole() *cobra.Command {
	return accountCommand("role NAME ROLE", "Give an account another role; its sessions end", "  sayso account role ben analyst", cobra.ExactArgs(2),
		func(c *cobra.Command, s *account.Store, args []string) error {
			return s.SetRole(c.Context(), args[0], account.Role(args[1]), userName())
		})
}

func accountPassword(stderr *os.File) *cobra.Command {
	return accountCommand("password NAME", "Give an account another password; its sessions end", "  sayso account password ben", cobra.ExactArgs(1),
		func(c *cobra.Command, s *account.Store, args []string) error {
			password, err := askPassword(c, stderr)
			if err != nil {
				return err
			}
			return s.SetPassword(c.Context(), args[0], password, userName())
		})
}

func accountLock(locked bool) *cobra.Command {
	use, short := "unlock NAME", "Let an account in again; its tokens are good again, its sessions are not"
	if locked {
		use, short = "lock NAME", "Shut an account out, with its sessions and tokens, until it is unlocked"
	}
	return accountCommand(use, short, "  sayso account "+strings.Replace(use, "NAME", "ben", 1), cobra.ExactArgs(1),
		func(c *cobra.Command, s *account.Store, args []string) error {
			return s.SetLocked(c.Context(), args[0], locked, userName())
		})
}

func accountRemove() *cobra.Command {
	return accountCommand("remove NAME", "End an account with its sessions and tokens; what it decided stays", "  sayso account remove ben", cobra.ExactArgs(1),
		func(c *cobra.Command, s *account.Store, args []string) error {
			return s.Remove(c.Context(), args[0], userName())
		})
}

func accountToken() *cobra.Command {
	var words, label string
	var days int
	c := accountCommand("token NAME", "Make a token for a program, and print it this once", "  sayso account token ann --scopes read,add --days 30", cobra.ExactArgs(1),
		func(c *cobra.Command, s *account.Store, args []string) error {
			scopes, err := account.ParseScopes(words)
			if err != nil {
				return err
			}
			t, secret, err := s.Issue(c.Context(), args[0], label, scopes, time.Duration(days)*24*time.Hour, userName())
			if err != nil {
				return err
			}
			_, err = fmt.Fprintln(c.OutOrStdout(), secret)
			fmt.Fprintf(c.ErrOrStderr(), "token %s of %s for %s until %s; sayso account revoke %s ends it\n", t.ID, t.Account, words, t.Expires.Format(time.DateOnly), t.ID)
			return err
		})
	c.Flags().StringVar(&words, "scopes", "read", "what it may do: read, add, decide, manage")
	c.Flags().StringVar(&label, "label", "", "what it is for")
	c.Flags().IntVar(&days, "days", 90, "how long it lasts")
	return c
}

func accountTokens() *cobra.Command {
	return accountCommand("tokens [NAME]", "List tokens", "  sayso account tokens ann", cobra.MaximumNArgs(1), func(c *cobra.Command, s *account.Store, args []string) error {
		all, err := s.Tokens(c.Context(), strings.Join(args, ""))
		for _, t := range all {
			if err == nil {
				_, err = fmt.Fprintf(c.OutOrStdout(), "%s  %-20s  %v  until %s  %s\n", t.ID, t.Account, t.Scopes, t.Expires.Format(time.DateOnly), t.Label)
			}
		}
		return err
	})
}

func accountRevoke() *cobra.Command {
	return accountCommand("revoke TOKEN...", "End tokens by their ids", "  sayso account revoke 1a2b3c4d", cobra.MinimumNArgs(1), func(c *cobra.Command, s *account.Store, args []string) error {
		for _, id := range args {
			if err := s.Revoke(c.Context(), id, "", userName()); err != nil {
				return err
			}
		}
		return nil
	})
}

func accountEvents() *cobra.Command {
	return accountCommand("events", "List logins, refusals and changes, the newest first", "  sayso account events", cobra.NoArgs, func(c *cobra.Command, s *account.Store, _ []string) error {
		all, err := s.Events(c.Context(), 1000)
		for _, e := range all {
			if err == nil {
				_, err = fmt.Fprintf(c.OutOrStdout(), "%s  %-20s  %-40s  %s\n", e.At.Format("2006-01-02 15:04:05"), e.Who, e.What, e.About)
			}
		}
		return err
	})
}
