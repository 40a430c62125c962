package ledgertest

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// Server is a PostgreSQL server on the loopback address with a data folder of
// its own.
type Server struct {
	Address string // postgres://... of its maintenance database
	bin     string
	dir     string
	as      *syscall.SysProcAttr
	n       int
}

// binaries is the folder of the newest installed server, empty for none.
func binaries() string {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/postgres")
	slices.SortFunc(found, func(a, b string) int { return version(a) - version(b) })
	if len(found) > 0 {
		return filepath.Dir(found[len(found)-1])
	}
	if p, err := exec.LookPath("postgres"); err == nil {
		if _, err := exec.LookPath("initdb"); err == nil {
			return filepath.Dir(p)
		}
	}
	return ""
}

func version(path string) int {
	n, _ := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(path))))
	return n
}

// Start starts a server, or says why there is none: ok is false when no server
// is installed. It ends with stop.
func Start() (s *Server, ok bool, err error) {
	bin := binaries()
	if bin == "" {
		return nil, false, nil
	}
	s = &Server{bin: bin}
	if s.dir, err = os.MkdirTemp("", "sayso-pg-"); err != nil {
		return nil, true, err
	}
	if os.Getuid() == 0 { // the server refuses to run as root
		u, err := user.Lookup("postgres")
		if err != nil {
			u, err = user.Lookup("nobody")
		}
		if err != nil {
			return nil, true, err
		}
		uid, _ := strconv.Atoi(u.Uid)
		gid, _ := strconv.Atoi(u.Gid)
		if err := os.Chown(s.dir, uid, gid); err != nil {
			return nil, true, err
		}
		s.as = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
	}
	if err := s.tool("initdb", "-D", s.data(), "-U", "sayso", "--auth=trust", "--encoding=UTF8", "--locale=C", "-N"); err != nil {
		return nil, true, err
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, true, err
	}
	port := l.Addr().(*net.TCPAddr).Port
	l.Close()
	conf := fmt.Sprintf("listen_addresses='127.0.0.1'\nport=%d\nunix_socket_directories=''\nmax_connections=100\nshared_buffers='512MB'\n", port)
	f, err := os.OpenFile(filepath.Join(s.data(), "postgresql.conf"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return nil, true, err
	}
	_, err = f.WriteString(conf)
	if f.Close(); err != nil {
		return nil, true, err
	}
	s.Address = fmt.Sprintf("postgres://sayso@127.0.0.1:%d/postgres?sslmode=disable", port)
	return s, true, s.Up()
}

func (s *Server) data() string { return filepath.Join(s.dir, "data") }

func (s *Server) tool(name string, args ...string) error {
	c := exec.Command(filepath.Join(s.bin, name), args...)
	c.Dir, c.SysProcAttr, c.Env = s.dir, s.as, append(os.Environ(), "LC_ALL=C")
	out, err := c.CombinedOutput()
	if err != nil {
		return fmt.Errorf("%s: %w: %s", name, err, out)
	}
	return nil
}

// Up starts the server and waits until it answers.
func (s *Server) Up() error {
	c := exec.Command(filepath.Join(s.bin, "pg_ctl"), "-D", s.data(), "-w", "-t", "60", "-l", filepath.Join(s.dir, "log"), "start")
	c.Dir, c.SysProcAttr, c.Env = s.dir, s.as, append(os.Environ(), "LC_ALL=C")
	return c.Run()
}

// Down stops the server; at once means as in a crash.
func (s *Server) Down(atOnce bool) error {
	mode := "fast"
	if atOnce {
		mode = "immediate"
	}
	return s.tool("pg_ctl", "-D", s.data(), "-w", "-m", mode, "stop")
}

// Stop stops the server and removes its data.
func (s *Server) Stop() {
	s.Down(true)
	os.RemoveAll(s.dir)
}

// Database makes an empty database and is its address.
func (s *Server) Database(ctx context.Context) (string, error) {
	c, err := pgx.Connect(ctx, s.Address)
	if err != nil {
		return "", err
	}
	defer c.Close(ctx)
	s.n++
	name := fmt.Sprintf("ledger%d_%d", s.n, time.Now().UnixNano())
	if _, err := c.Exec(ctx, "CREATE DATABASE "+name); err != nil {
		return "", err
	}
	return s.Address[:len(s.Address)-len("postgres?sslmode=disable")] + name + "?sslmode=disable", nil
}

// Postgres is the address of an empty database on s; the test is skipped with
// a clear line when s is nil.
func Postgres(t testing.TB, s *Server) string {
	t.Helper()
	if s == nil {
		t.Skip("no PostgreSQL server is installed (Debian: apt-get install postgresql)")
	}
	a, err := s.Database(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return a
}
