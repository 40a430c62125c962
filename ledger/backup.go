package ledger

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/klauspost/compress/zstd"
	"golang.org/x/mod/sumdb/tlog"
)

// backupFormat is the first line's format of a backup. A backup is zstd over
// JSON lines, the same for every backend: a head, blobs before the records that
// need them, records in order, keys of seals and of the log, and the root.
const backupFormat = "sayso.backup/1"

type backupLine struct {
	Format  string          `json:"format,omitempty"`
	Blob    []byte          `json:"blob,omitempty"`
	Seq     *int64          `json:"seq,omitempty"`
	Kind    Kind            `json:"kind,omitempty"`
	Key     string          `json:"key,omitempty"`
	At      string          `json:"at,omitempty"`
	By      string          `json:"by,omitempty"`
	Body    json.RawMessage `json:"body,omitempty"`
	Seal    string          `json:"seal,omitempty"`
	Secret  []byte          `json:"secret,omitempty"`
	Setting string          `json:"setting,omitempty"`
	Value   string          `json:"value,omitempty"`
	Size    *int64          `json:"size,omitempty"`
	Root    string          `json:"root,omitempty"`
}

// Backup writes one consistent copy of everything in the ledger, the key that
// signs its heads and the keys of sealed texts included: keep it as safe as the
// ledger itself. done, when not nil, is told after every hundredth record and at the end.
func (l *Ledger) Backup(ctx context.Context, w io.Writer, done func(records int64)) error {
	z, err := zstd.NewWriter(w)
	if err != nil {
		return err
	}
	e := json.NewEncoder(z)
	e.SetEscapeHTML(false)
	err = l.View(ctx, func(v *View) error { return v.backup(ctx, e.Encode, done) })
	return errors.Join(fail(err, "backup"), z.Close())
}

func (v *View) backup(ctx context.Context, write func(any) error, done func(int64)) error {
	if err := write(backupLine{Format: backupFormat}); err != nil {
		return err
	}
	written := map[string]bool{}
	for r, err := range v.Records(ctx, 0) {
		if err != nil {
			return err
		}
		needed, err := keptBy(r)
		if err != nil {
			return err
		}
		for _, sha := range needed {
			if written[sha] {
				continue
			}
			written[sha] = true
			blob, err := v.blob(ctx, sha)
			if err != nil {
				return fmt.Errorf("bytes %s: %w", sha, err)
			}
			if err := write(backupLine{Blob: blob}); err != nil {
				return err
			}
		}
		if err := write(backupLine{Seq: &r.Seq, Kind: r.Kind, Key: r.Key, At: formatTime(r.At), By: r.By, Body: r.Body}); err != nil {
			return err
		}
		if done != nil && r.Seq%100 == 0 {
			done(r.Seq + 1)
		}
	}
	rows, err := v.q.QueryContext(ctx, "SELECT id, key FROM seal_key ORDER BY id")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var l backupLine
		if err := rows.Scan(&l.Seal, &l.Secret); err != nil {
			return err
		}
		if err := write(l); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	settings, err := v.q.QueryContext(ctx, "SELECT name, value FROM setting ORDER BY name")
	if err != nil {
		return err
	}
	defer settings.Close()
	for settings.Next() {
		var l backupLine
		if err := settings.Scan(&l.Setting, &l.Value); err != nil {
			return err
		}
		if err := write(l); err != nil {
			return err
		}
	}
	if err := settings.Err(); err != nil {
		return err
	}
	size, err := v.Size(ctx)
	if err != nil {
		return err
	}
	if done != nil {
		done(size)
	}
	root, err := tlog.TreeHash(size, storedHashes(ctx, v.q))
	if err != nil {
		return err
	}
	return write(backupLine{Size: &size, Root: root.String()})
}

// Restore fills an empty ledger, of any backend, from a backup, all or nothing.
// The log it ends with has the root that the backup names, or it is refused
// with ErrCorrupt. A ledger that has records is refused with ErrNotEmpty.
func (l *Ledger) Restore(ctx context.Context, r io.Reader, done func(records int64)) error {
	z, err := zstd.NewReader(r, zstd.WithDecoderMaxMemory(maxUnpacked))
	if err != nil {
		return err
	}
	defer z.Close()
	err = l.Append(ctx, func(t *Tx) error {
		size, err := t.Size(ctx)
		if err != nil {
			return err
		}
		if size > 0 {
			return fmt.Errorf("%w: it has %d records; restore into a new one", ErrNotEmpty, size)
		}
		return t.restore(ctx, json.NewDecoder(bufio.NewReader(z)), done)
	})
	return fail(err, "restore")
}

// IsBackup tells why a file does not begin as a backup does, nil where it does,
// and leaves it at its beginning.
func IsBackup(r io.ReadSeeker) error {
	z, err := zstd.NewReader(r, zstd.WithDecoderMaxMemory(maxUnpacked))
	if err != nil {
		return err
	}
	var head backupLine
	err = json.NewDecoder(z).Decode(&head)
	z.Close() // it reads ahead until then
	if err != nil || head.Format != backupFormat {
		return errNoBackup()
	}
	_, err = r.Seek(0, io.SeekStart)
	return err
}

func errNoBackup() error {
	return fmt.Errorf("%w: it is not a backup that sayso backup wrote", ErrInput)
}

func (t *Tx) restore(ctx context.Context, d *json.Decoder, done func(int64)) error {
	var head backupLine
	if err := d.Decode(&head); err != nil || head.Format != backupFormat {
		return errNoBackup()
	}
	for n := int64(0); ; {
		var l backupLine
		if err := d.Decode(&l); err != nil {
			return fmt.Errorf("%w: the backup breaks off after %d records: %w", ErrCorrupt, n, err)
		}
		var err error
		switch {
		case l.Size != nil:
			if done != nil {
				done(n)
			}
			return t.restored(ctx, n, l)
		case l.Blob != nil:
			err = t.putBlob(ctx, l.Blob)
		case l.Seal != "":
			_, err = t.q.ExecContext(ctx, "INSERT INTO seal_key (id, key) VALUES ($1, $2)", l.Seal, l.Secret)
		case l.Setting != "":
			_, err = t.q.ExecContext(ctx, "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value", l.Setting, l.Value)
		case l.Seq != nil:
			var at time.Time
			if at, err = parseTime(l.At); err != nil || *l.Seq != n {
				return fmt.Errorf("%w: record %d of the backup", ErrCorrupt, n)
			}
			_, err = t.append(ctx, Record{Kind: l.Kind, Key: l.Key, At: at, By: l.By, Body: l.Body})
			if n++; err == nil && done != nil && n%100 == 0 {
				done(n)
			}
		}
		if err != nil {
			return fmt.Errorf("record %d of the backup: %w", n, err)
		}
	}
}

// restored holds the restored log against the backup's last line.
func (t *Tx) restored(ctx context.Context, n int64, l backupLine) error {
	if err := t.flush(ctx); err != nil {
		return err
	}
	root, err := tlog.TreeHash(n, storedHashes(ctx, t.q))
	if err != nil {
		return err
	}
	if *l.Size != n || l.Root != root.String() {
		return fmt.Errorf("%w: the backup says %d records with root %s, what it holds gives %d with %s", ErrCorrupt, *l.Size, l.Root, n, root)
	}
	return nil
}
