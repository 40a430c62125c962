package account

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// ErrOtherRequest says that a key was used for something else before.
var ErrOtherRequest = errors.New("the Idempotency-Key was used for another request: use a fresh key")

// onceLasts is how long a key is remembered, at least.
const onceLasts = 7 * 24 * time.Hour

// Once is the decision that a person made under a key before, "" for none.
// Errors wrap ErrOtherRequest.
func (s *Store) Once(ctx context.Context, person, key, request string) (decision string, err error) {
	var was string
	err = s.read.QueryRowContext(ctx, "SELECT request, decision FROM desk_once WHERE person = $1 AND key = $2", person, key).Scan(&was, &decision)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return "", nil
	case err != nil:
		return "", fmt.Errorf("key %q: %w", key, err)
	case was != request:
		return "", ErrOtherRequest
	}
	return decision, nil
}

// KeepOnce remembers a key inside the transaction that records its decision, so
// that either both are there after a crash or neither. It is false where
// another request with the key came first.
func (s *Store) KeepOnce(ctx context.Context, tx *sql.Tx, person, key, request, decision string) (bool, error) {
	now := s.now().Unix()
	if _, err := tx.ExecContext(ctx, "DELETE FROM desk_once WHERE at < $1", now-int64(onceLasts/time.Second)); err != nil {
		return false, fmt.Errorf("key %q: %w", key, err)
	}
	res, err := tx.ExecContext(ctx, "INSERT INTO desk_once (person, key, request, decision, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING", person, key, request, decision, now)
	if err != nil {
		return false, fmt.Errorf("key %q: %w", key, err)
	}
	n, err := res.RowsAffected()
	return n == 1, err
}
