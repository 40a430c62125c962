package ledger_test

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/ledger/ledgertest"
)

// A disk without room, then with room again, then one that cannot be written to.
func TestNoRoomAndReadOnlyDisk(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=3m"); err != nil {
		t.Skip("a small disk can be made by root alone:", err)
	}
	t.Cleanup(func() { syscall.Unmount(dir, syscall.MNT_DETACH) })
	ballast := filepath.Join(dir, "ballast")
	if err := os.WriteFile(ballast, make([]byte, 1<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	db := filepath.Join(dir, "ledger.db")
	some(t, db)
	l := open(t, db)
	g := ledgertest.New(77)
	g.Claims = 400
	there := int64(12)
	one := func() error {
		c, r := g.Next()
		return l.Append(t.Context(), func(tx *ledger.Tx) error {
			info, _, err := tx.Capture(t.Context(), c)
			if err == nil {
				_, err = tx.Read(t.Context(), info.ID, r)
			}
			return err
		})
	}
	var err error
	for range 1000 {
		if err = one(); err != nil {
			break
		}
		there++
	}
	if !errors.Is(err, ledger.ErrFull) {
		t.Fatal("the disk is full, and it says:", err)
	}
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	if v := mustFit(t, l); v.Reports != there {
		t.Errorf("%d reports of %d are left", v.Reports, there)
	}
	if err := one(); err != nil {
		t.Error("there is room again, and it says:", err)
	}
	if v := mustFit(t, l); v.Reports != there+1 {
		t.Errorf("%d reports of %d are left", v.Reports, there+1)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, "size=3m"); err != nil {
		t.Fatal(err)
	}
	readOnly(t, db)
}
