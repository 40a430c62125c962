package work

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
	"github.com/sayso/sayso/story"
)

const (
	readQueue   = "read"
	relateQueue = "relate"
)

// readArgs is a batch of captured reports to read, by ledger id.
type readArgs struct {
	Reports []string `json:"reports"`
}

func (readArgs) Kind() string { return "read" }

func (readArgs) InsertOpts() river.InsertOpts { return river.InsertOpts{Queue: readQueue} }

// batches of at most 50 reports, smaller ones where that keeps more workers
// busy.
const largestBatch = 50

// PutTx adds the reading of captured reports to the queue inside the
// transaction that captured them, and is the jobs' ids.
func (q *Queue) PutTx(ctx context.Context, tx *sql.Tx, reports []string, workers int) ([]int64, error) {
	size := min(largestBatch, max(1, (len(reports)+max(1, workers)-1)/max(1, workers)))
	var params []river.InsertManyParams
	for part := range slices.Chunk(reports, size) {
		params = append(params, river.InsertManyParams{Args: readArgs{part}})
	}
	if len(params) == 0 {
		return nil, nil
	}
	res, err := q.client.InsertManyTx(ctx, tx, params)
	if err != nil {
		return nil, fmt.Errorf("queue %d reports: %w", len(reports), err)
	}
	ids := make([]int64, len(res))
	for i, r := range res {
		ids[i] = r.Job.ID
	}
	return ids, nil
}

// Capture appends captures and facts and queues those captures that are new for
// reading, in one transaction; known are those that the ledger had.
func (q *Queue) Capture(ctx context.Context, all []ledger.Capture, workers int, facts ...ledger.Fact) (fresh, known []ledger.ReportInfo, err error) {
	by := ""
	if len(all) > 0 {
		by = all[0].By
	}
	return q.Take(ctx, by, all, workers, func([]bool) []ledger.Fact { return facts })
}

// Take is Capture with facts that depend on which of the captures are new.
func (q *Queue) Take(ctx context.Context, by string, all []ledger.Capture, workers int, facts func(fresh []bool) []ledger.Fact) (fresh, known []ledger.ReportInfo, err error) {
	defer q.clock.record()()
	db, _ := q.ledger.Pool()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return nil, nil, err
	}
	defer tx.Rollback()
	err = q.ledger.Within(ctx, tx, func(t *ledger.Tx) error {
		which := make([]bool, len(all))
		for i, c := range all {
			info, isNew, err := t.Capture(ctx, c)
			if err != nil {
				return err
			}
			if which[i] = isNew; isNew {
				fresh = append(fresh, info)
			} else {
				known = append(known, info)
			}
		}
		return t.Put(ctx, by, facts(which)...)
	})
	if err != nil {
		return nil, nil, err
	}
	ids := make([]string, len(fresh))
	for i, f := range fresh {
		ids[i] = f.ID
	}
	if _, err := q.PutTx(ctx, tx, ids, workers); err != nil {
		return nil, nil, err
	}
	return fresh, known, tx.Commit()
}

// Reread queues reports for reading, after a new reader or a changed date.
func (q *Queue) Reread(ctx context.Context, reports []string, workers int) error {
	db, _ := q.ledger.Pool()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := q.PutTx(ctx, tx, reports, workers); err != nil {
		return err
	}
	return tx.Commit()
}

// Drain runs the queue until no batch waits or runs any more, then relates
// what was read and screens its names. Batches that failed stay in the queue with their reason.
func (q *Queue) Drain(ctx context.Context) error {
	if err := q.client.Start(context.WithoutCancel(ctx)); err != nil {
		return fmt.Errorf("start the queue: %w", err)
	}
	err := q.idle(ctx)
	if stopErr := q.client.Stop(context.WithoutCancel(ctx)); err == nil {
		err = stopErr
	}
	if err != nil {
		return err
	}
	defer q.clock.relate()()
	if err := q.relator.Pass(ctx); err != nil {
		return err
	}
	if err := NoteNames(ctx, q.ledger); err != nil {
		return err
	}
	return Screen(ctx, q.ledger)
}

// idle waits until no batch waits or runs.
func (q *Queue) idle(ctx context.Context) error {
	db, _ := q.ledger.Pool()
	pause := 5 * time.Millisecond
	for {
		var left int
		err := db.QueryRowContext(ctx, "SELECT count(*) FROM river_job WHERE kind = 'read' AND state IN ('available', 'running', 'pending')").Scan(&left)
		if err != nil || left == 0 {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
		}
		pause = min(pause*2, 100*time.Millisecond)
	}
}

type readWorker struct {
	river.WorkerDefaults[readArgs]
	queue *Queue
}

// Work reads the batch. The readings and the end of the job are one
// transaction. A report that cannot be read gets a job of its own, so that it
// holds up nobody else's.
func (w *readWorker) Work(ctx context.Context, job *river.Job[readArgs]) error {
	q := w.queue
	q.busy.Store(job.ID, true)
	defer q.busy.Delete(job.ID)
	type result struct {
		id    string
		r     *reading.Reading
		names ledger.Fact
		card  []byte
	}
	var read []result
	var failed []string
	for _, id := range job.Args.Reports {
		r, err := q.read(ctx, id)
		if err != nil && (ctx.Err() != nil || len(job.Args.Reports) == 1) {
			q.done(id, err)
			return err
		}
		if err != nil {
			failed = append(failed, id)
			continue
		}
		read = append(read, result{id: id, r: r})
	}
	defer q.clock.record()()
	for i := range read {
		named := *read[i].r
		named.Report.ID = read[i].id
		read[i].names, read[i].card = namesOf(&named), story.Slim(&named).Card()
	}
	db, _ := q.ledger.Pool()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	err = q.ledger.Within(ctx, tx, func(t *ledger.Tx) error {
		var names []ledger.Fact
		cards := map[string][]byte{}
		for _, x := range read {
			fresh, err := t.Read(ctx, x.id, x.r)
			if err != nil {
				return err
			}
			if fresh {
				names, cards[x.id] = append(names, x.names), x.card
			}
		}
		return errors.Join(t.Put(ctx, namer, names...), t.PutShelfCards(ctx, cards))
	})
	if err != nil {
		return err
	}
	if _, err := q.PutTx(ctx, tx, failed, len(failed)); err != nil {
		return err
	}
	if q.keeps {
		if _, err := q.client.InsertTx(ctx, tx, relateArgs{}, &river.InsertOpts{ScheduledAt: time.Now().Add(q.relator.rest())}); err != nil {
			return err
		}
	}
	if err := complete(ctx, tx, q.server, job); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	for _, x := range read {
		q.done(x.id, nil)
	}
	return nil
}

func complete[T river.JobArgs](ctx context.Context, tx *sql.Tx, server bool, job *river.Job[T]) (err error) {
	if server {
		_, err = river.JobCompleteTx[*riverdatabasesql.Driver](ctx, tx, job)
	} else {
		_, err = river.JobCompleteTx[*riversqlite.Driver](ctx, tx, job)
	}
	return err
}

func (q *Queue) read(ctx context.Context, id string) (*reading.Reading, error) {
	rep, err := Report(ctx, q.ledger, id)
	if err != nil {
		return nil, err
	}
	r, err := q.reader.Read(ctx, rep)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", id, err)
	}
	return r, nil
}

// Report is a captured report as the reader takes it, with its date as last
// decided.
func Report(ctx context.Context, l *ledger.Ledger, id string) (rep *report.Report, err error) {
	err = l.View(ctx, func(v *ledger.View) error {
		i, err := v.Report(ctx, id)
		if err != nil {
			return err
		}
		text, err := v.TextOf(ctx, i)
		rep = &report.Report{ID: i.ID, URL: i.URL, Title: i.Title, Outlet: i.Outlet, Byline: i.Byline, Language: i.Language, Published: i.Published,
			SHA256: i.SHA256, TextSHA256: i.TextSHA256, Text: text, Zones: i.Zones}
		return err
	})
	return rep, err
}

// relateArgs asks for what was read lately to be related to the rest.
type relateArgs struct{}

func (relateArgs) Kind() string { return "relate" }

func (relateArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Queue: relateQueue, UniqueOpts: river.UniqueOpts{ByState: waiting}}
}

type relateWorker struct {
	river.WorkerDefaults[relateArgs]
	queue *Queue
}

// longestPass is how long one job relates before others have their turn.
const longestPass = 2 * time.Minute

// Work relates what the log gained. It ends only when there is no more, which
// it makes sure of in the transaction that ends the job: a batch that is read at
// that moment puts another job into the queue. One that is broken off goes on
// later, here or elsewhere.
func (w *relateWorker) Work(ctx context.Context, job *river.Job[relateArgs]) error {
	q := w.queue
	q.busy.Store(job.ID, true)
	defer q.busy.Delete(job.ID)
	part, cancel := context.WithTimeout(ctx, longestPass)
	defer cancel()
	defer context.AfterFunc(q.stopping, cancel)()
	for {
		err := q.relator.Pass(part)
		if err != nil && part.Err() != nil {
			return river.JobSnooze(0)
		}
		if err != nil {
			return err
		}
		if err := errors.Join(NoteNames(part, q.ledger), Screen(part, q.ledger)); err != nil {
			if part.Err() != nil {
				return river.JobSnooze(0)
			}
			return err
		}
		if done, err := w.end(ctx, job); done || err != nil {
			return err
		}
	}
}

func (w *relateWorker) end(ctx context.Context, job *river.Job[relateArgs]) (done bool, err error) {
	q := w.queue
	db, _ := q.ledger.Pool()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return false, err
	}
	defer tx.Rollback()
	err = q.ledger.Within(ctx, tx, func(t *ledger.Tx) error { done, err = settled(ctx, t); return err })
	if err != nil || !done {
		return false, err
	}
	if err := complete(ctx, tx, q.server, job); err != nil {
		return false, err
	}
	return true, tx.Commit()
}
