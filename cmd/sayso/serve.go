package main

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"time"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/web"
	"github.com/sayso/sayso/web/account"
	"github.com/sayso/sayso/work"
	"github.com/spf13/cobra"
)

// serveFlags are the flags of sayso serve.
type serveFlags struct {
	db, addr        string
	tlsCert, tlsKey string
	issuer          string
	client, secret  string
	jobs            int
	lists           []string
	o               web.Options
}

func newServe() *cobra.Command {
	var f serveFlags
	c := &cobra.Command{
		Use:   "serve",
		Short: "Open the desk: the ledger as pages and an API, on this machine or for a team",
		Long: `Serve the ledger to browsers and programs: stories with who rests on whom,
reports with every claim marked in place, claims with links and decisions, what
is due, the log; and the same as JSON under /api/v1, which tells about itself at
/api/v1/ and /api/v1/openapi.json.

On this machine (the default) and without accounts it asks nobody who they are.
Once sayso account add has made an account, it asks everybody. To other machines
it opens with accounts, the name it is reached by, and TLS: its own, or that of
a proxy on this machine that hands requests on with X-Forwarded-For and the
Host as it came.`,
		Example: `  sayso serve
  curl -s http://127.0.0.1:7297/api/v1/claims?q=ferry
  sayso account add ann --role admin
  sayso serve --addr :443 --host desk.example.org --tls-cert cert.pem --tls-key key.pem
  sayso serve --behind-proxy --host desk.example.org --oidc https://id.example.org --oidc-client sayso --oidc-secret secret.txt`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return makeLedger(c.Context(), f.db, func(l *ledger.Ledger) error {
				if err := f.run(c, l); err != nil {
					return exit{exitUnread, err}
				}
				return nil
			})
		},
	}
	dbFlag(c, &f.db)
	c.Flags().StringVar(&f.addr, "addr", "127.0.0.1:7297", "address and port")
	c.Flags().StringVar(&f.o.By, "by", userName(), "who decides at a desk without accounts")
	c.Flags().StringSliceVar(&f.o.Hosts, "host", nil, "name the desk is reached by from other machines, with the port where it is not 443")
	c.Flags().StringVar(&f.tlsCert, "tls-cert", "", "file with the certificate chain, PEM")
	c.Flags().StringVar(&f.tlsKey, "tls-key", "", "file with its key, PEM")
	c.Flags().BoolVar(&f.o.Proxy, "behind-proxy", false, "a proxy on this machine has TLS and hands requests on")
	c.Flags().StringVar(&f.issuer, "oidc", "", "address of an OpenID Connect provider that vouches for people")
	c.Flags().StringVar(&f.client, "oidc-client", "sayso", "what the provider calls this desk")
	c.Flags().StringVar(&f.secret, "oidc-secret", "", "file with the secret shared with the provider")
	c.Flags().Float64Var(&f.o.Rate, "rate", 50, "requests a second that one person may make")
	c.Flags().StringArrayVar(&f.lists, "list", nil, "a watch list to take into the ledger first, as sayso lists add does; repeatable")
	countFlag(c, &f.jobs, "jobs", "j", 1, "batches of reports read at once; 0 takes no reports in")
	return c
}

func (f *serveFlags) run(c *cobra.Command, l *ledger.Ledger) error {
	ctx, stop := context.WithCancel(c.Context())
	defer stop()
	accounts, err := account.Open(ctx, l)
	if err != nil {
		return err
	}
	f.o.Beyond = !web.Loopback(f.addr)
	f.o.Secure = f.tlsCert != "" || f.o.Proxy
	if err := f.o.Ready(ctx, accounts); err != nil {
		return err
	}
	if err := f.takeLists(c, l); err != nil {
		return err
	}
	if f.issuer != "" {
		if f.o.Provider, err = f.provider(ctx, accounts); err != nil {
			return err
		}
	}
	queue := make(chan error, 1)
	if f.jobs > 0 {
		r, err := newReader(c.InOrStdin())
		if err != nil {
			return err
		}
		q, err := work.OpenQueue(ctx, l, work.Options{Reader: r.Reader, Parallel: f.jobs, Done: func(report string, err error) {
			if err != nil {
				fmt.Fprintln(c.ErrOrStderr(), "sayso:", err)
			}
		}})
		if err != nil {
			return err
		}
		f.o.Intake = web.Intake{Queue: q, Reader: r.Reader, Jobs: f.jobs}
		go func() {
			err := q.Run(ctx)
			stop() // a desk whose queue stands still would take reports in that nobody reads
			queue <- err
		}()
	} else {
		queue <- nil
	}
	s, err := web.Open(ctx, l, f.o)
	if err == nil {
		if f.o.Intake.Reader != nil {
			s.WithExample(f.o.Intake.Reader)
		}
		err = errors.Join(f.serve(ctx, s, c.OutOrStdout()), s.End())
	}
	stop()
	select {
	case e := <-queue:
		return errors.Join(err, e)
	case <-time.After(patience):
		return err // what was not ended is taken up when the queue is next worked off
	}
}

// takeLists takes the lists of --list into the ledger, from which every page and
// the API have them. One that cannot be read keeps the desk closed: names would
// seem to be on no list.
func (f *serveFlags) takeLists(c *cobra.Command, l *ledger.Ledger) error {
	if len(f.lists) == 0 {
		return nil
	}
	take := listsFlags{by: f.o.By}
	for _, source := range f.lists {
		v, _, err := take.lists(l).Add(c.Context(), "", source)
		if err != nil {
			return fmt.Errorf("--list %w", err)
		}
		tellProblems(c.ErrOrStderr(), v)
	}
	return work.Screen(c.Context(), l)
}

// patience is how long a desk that is told to end waits for what it has begun
// to read and relate.
const patience = 10 * time.Second

func (f *serveFlags) serve(ctx context.Context, s *web.Server, out io.Writer) error {
	ln, err := (&net.ListenConfig{}).Listen(ctx, "tcp", f.addr)
	if err != nil {
		return err
	}
	at := "http://" + ln.Addr().String()
	if f.tlsCert != "" {
		pair, err := tls.LoadX509KeyPair(f.tlsCert, f.tlsKey)
		if err != nil {
			return errors.Join(fmt.Errorf("TLS: %w", err), ln.Close())
		}
		ln = tls.NewListener(ln, &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12, NextProtos: []string{"http/1.1"}})
	}
	if f.o.Secure && len(f.o.Hosts) > 0 {
		at = "https://" + f.o.Hosts[0]
	}
	fmt.Fprintln(out, at)
	return s.Serve(ctx, ln)
}

func (f *serveFlags) provider(ctx context.Context, accounts *account.Store) (*account.Provider, error) {
	secret := ""
	if f.secret != "" {
		b, err := os.ReadFile(f.secret)
		if err != nil {
			return nil, err
		}
		secret = strings.TrimSpace(string(b))
	}
	at := "http://" + f.addr
	if len(f.o.Hosts) > 0 {
		at = "https://" + f.o.Hosts[0]
	}
	return accounts.ProviderAt(ctx, f.issuer, cmp.Or(f.client, "sayso"), secret, at+"/login/back")
}
