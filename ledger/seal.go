package ledger

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/hex"
	"fmt"
)

// Sealed is a text encrypted under a key of its own. The ciphertext is part of
// the record for ever; the key is kept beside the record and can be destroyed.
type Sealed struct {
	ID    string `json:"id"`
	Nonce []byte `json:"nonce"`
	Text  []byte `json:"text"` // AES-256-GCM
}

// Seal encrypts a text under a fresh key, for a Decision to carry.
func (t *Tx) Seal(ctx context.Context, text string) (*Sealed, error) {
	random := make([]byte, 8+32+12)
	rand.Read(random)
	s := &Sealed{ID: hex.EncodeToString(random[:8]), Nonce: random[40:]}
	key := random[8:40]
	box, err := aead(key)
	if err != nil {
		return nil, err
	}
	s.Text = box.Seal(nil, s.Nonce, []byte(text), []byte(s.ID))
	_, err = t.q.ExecContext(ctx, "INSERT INTO seal_key (id, key) VALUES ($1, $2)", s.ID, key)
	return s, fail(err, "seal")
}

// Unseal is the sealed text, or ErrErased once its key was destroyed.
func (v *View) Unseal(ctx context.Context, s *Sealed) (string, error) {
	var key []byte
	err := v.q.QueryRowContext(ctx, "SELECT key FROM seal_key WHERE id = $1", s.ID).Scan(&key)
	if sortError(err) == ErrNotFound {
		return "", fmt.Errorf("unseal %s: %w", s.ID, ErrErased)
	}
	if err != nil {
		return "", fail(err, "unseal %s", s.ID)
	}
	box, err := aead(key)
	if err != nil {
		return "", fmt.Errorf("unseal %s: %w: %w", s.ID, ErrCorrupt, err)
	}
	if len(s.Nonce) != box.NonceSize() {
		return "", fmt.Errorf("unseal %s: %w: nonce of %d bytes", s.ID, ErrCorrupt, len(s.Nonce))
	}
	text, err := box.Open(nil, s.Nonce, s.Text, []byte(s.ID))
	if err != nil {
		return "", fmt.Errorf("unseal %s: %w: %w", s.ID, ErrCorrupt, err)
	}
	return string(text), nil
}

func aead(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

// Erasure is the body of the record that a key was destroyed.
type Erasure struct {
	Sealed string `json:"sealed"`
	Why    string `json:"why"`
}

// Erase destroys the key of a sealed text for good and records that it was
// destroyed, when, by whom and why. Copies of the key in backups made before
// are out of its reach.
func (l *Ledger) Erase(ctx context.Context, sealed, by, why string) error {
	err := l.Append(ctx, func(t *Tx) error {
		if err := l.d.overwrite(ctx, t.q); err != nil {
			return err
		}
		res, err := t.q.ExecContext(ctx, "DELETE FROM seal_key WHERE id = $1", sealed)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return fmt.Errorf("erase %s: %w", sealed, ErrNotFound)
		}
		_, err = t.appendJSON(ctx, KindErasure, sealed, t.now(), by, Erasure{sealed, why})
		return err
	})
	if err != nil {
		return err
	}
	return fail(l.d.scrub(ctx, l.writer), "erase %s", sealed)
}
