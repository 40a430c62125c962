package work

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"
	"github.com/riverqueue/river/rivertype"

	"github.com/sayso/sayso/ledger"
	"github.com/sayso/sayso/reading"
	"github.com/sayso/sayso/report"
)

// Queue keeps jobs in the ledger's own database and works them off. Any number
// of processes may work on one queue; a job that a killed process held is taken
// up again.
type Queue struct {
	ledger   *ledger.Ledger
	client   *river.Client[*sql.Tx]
	server   bool
	host     string
	reader   Reader
	relator  *Relator
	done     func(report string, err error)
	keeps    bool            // it runs on, so that batches may leave relating to a job
	stopping context.Context // done when long work is to come to an end
	clock    clock
	ready    func()
	busy     sync.Map // ids of the jobs in hand
}

// Reader reads a report, as *reading.Reader does.
type Reader interface {
	Read(context.Context, *report.Report) (*reading.Reading, error)
}

// Options are what a queue may do. A queue without Reader only takes jobs in.
// Done, when set, is told of every report that this process has read, from any
// goroutine.
type Options struct {
	Reader   Reader
	Parallel int // batches read at once, 1 when 0
	Done     func(report string, err error)
	Relating func(left int64) // told of the steps left, now and then while relating
	Ready    func()           // told once that Run has begun to take jobs
}

// longestBatch bounds how long one batch may take; after twice that time a job
// whose worker does not answer is given to another.
const longestBatch = 5 * time.Minute

// pollEvery is how often a worker with nothing to do looks for a job. Asking a server
// costs both sides a millisecond or two, for every worker that waits.
func pollEvery(server bool) time.Duration {
	if server {
		return time.Second
	}
	return 200 * time.Millisecond
}

// OpenQueue prepares the queue of a ledger.
func OpenQueue(ctx context.Context, l *ledger.Ledger, o Options) (*Queue, error) {
	db, server := l.Pool()
	q := &Queue{ledger: l, server: server, reader: o.Reader, relator: NewRelator(l), done: o.Done, stopping: context.Background(), ready: o.Ready}
	q.relator.tell = o.Relating
	if q.done == nil {
		q.done = func(string, error) {}
	}
	if q.ready == nil {
		q.ready = func() {}
	}
	if err := migrateQueue(ctx, db, server); err != nil {
		return nil, fmt.Errorf("open the queue: %w", err)
	}
	q.host, _ = os.Hostname()
	c := &river.Config{
		ID:                   fmt.Sprintf("%s/%d/%d", cmp.Or(q.host, "host"), os.Getpid(), time.Now().UnixNano()),
		Logger:               slog.New(slog.NewTextHandler(io.Discard, nil)),
		FetchPollInterval:    pollEvery(server),
		FetchCooldown:        20 * time.Millisecond,
		JobTimeout:           longestBatch,
		RescueStuckJobsAfter: 2 * longestBatch,
		MaxAttempts:          4,
		RetryPolicy:          patience{},
	}
	if o.Reader != nil {
		c.Workers = river.NewWorkers()
		river.AddWorker(c.Workers, &readWorker{queue: q})
		river.AddWorker(c.Workers, &relateWorker{queue: q})
		c.Queues = map[string]river.QueueConfig{readQueue: {MaxWorkers: max(1, o.Parallel)}, relateQueue: {MaxWorkers: 1}}
	}
	var err error
	if server {
		q.client, err = river.NewClient(riverdatabasesql.New(db), c)
	} else {
		q.client, err = river.NewClient(riversqlite.New(db), c)
	}
	if err != nil {
		return nil, fmt.Errorf("open the queue: %w", err)
	}
	if o.Reader == nil {
		return q, nil
	}
	return q, q.rescue(ctx, q.host)
}

func migrateQueue(ctx context.Context, db *sql.DB, server bool) error {
	var driver riverdriver.Driver[*sql.Tx] = riversqlite.New(db)
	if server {
		driver = riverdatabasesql.New(db)
	}
	m, err := rivermigrate.New(driver, &rivermigrate.Config{Logger: slog.New(slog.NewTextHandler(io.Discard, nil))})
	if err != nil {
		return err
	}
	for try := range 20 {
		if _, err = m.Migrate(ctx, rivermigrate.DirectionUp, nil); err == nil || ctx.Err() != nil {
			return err
		}
		// Another process may be migrating at this moment.
		time.Sleep(time.Duration(try+1) * 10 * time.Millisecond)
	}
	return err
}

// patience waits longer after each failure.
type patience struct{}

func (patience) NextRetry(j *rivertype.JobRow) time.Time {
	return time.Now().Add(time.Duration(len(j.Errors)+1) * 10 * time.Second)
}

// rescue gives back to the queue at once the jobs of processes of this host
// that are no longer there, and those of this process that it has let go of
// while the database was away, so that nobody was told how they ended.
func (q *Queue) rescue(ctx context.Context, host string) error {
	running, err := q.client.JobList(ctx, river.NewJobListParams().States(rivertype.JobStateRunning).First(10000))
	if err != nil {
		return fmt.Errorf("look for interrupted jobs: %w", err)
	}
	db, _ := q.ledger.Pool()
	for _, j := range running.Jobs {
		if len(j.AttemptedBy) == 0 {
			continue
		}
		part := strings.Split(j.AttemptedBy[len(j.AttemptedBy)-1], "/")
		pid, err := strconv.Atoi(part[min(1, len(part)-1)])
		if err != nil || part[0] != host {
			continue
		}
		if _, busy := q.busy.Load(j.ID); pid == os.Getpid() && (busy || j.AttemptedAt == nil || time.Since(*j.AttemptedAt) < rescueEvery) || pid != os.Getpid() && !gone(pid) {
			continue
		}
		if _, err := db.ExecContext(ctx, "UPDATE river_job SET state = 'available' WHERE id = $1 AND state = 'running'", j.ID); err != nil {
			return fmt.Errorf("take up job %d: %w", j.ID, err)
		}
	}
	return nil
}

// gone tells whether no process of this host has the number. Where the system
// does not tell, it is taken to be there, and time gives its jobs back.
func gone(pid int) bool {
	p, err := os.FindProcess(pid)
	if err != nil {
		return true
	}
	defer p.Release()
	return errors.Is(p.Signal(syscall.Signal(0)), os.ErrProcessDone)
}

// Relator is what relates what the queue has read.
func (q *Queue) Relator() *Relator { return q.relator }

// Run works jobs off until ctx is done; then it ends the batches that it has
// begun. It begins with relating what an interrupted process left unrelated.
func (q *Queue) Run(ctx context.Context) error {
	q.keeps, q.stopping = true, ctx
	for began := time.Now(); ; time.Sleep(time.Second / 2) {
		err := q.start(ctx)
		if err == nil {
			break
		}
		if ctx.Err() != nil || time.Since(began) > rescueEvery {
			return fmt.Errorf("start the queue: %w", err)
		}
	}
	q.ready()
	for {
		select {
		case <-ctx.Done():
			return q.client.Stop(context.WithoutCancel(ctx))
		case <-time.After(rescueEvery):
			// A database that is away for a while is no reason to stop.
			_ = q.rescue(ctx, q.host)
		}
	}
}

func (q *Queue) start(ctx context.Context) error {
	if _, err := q.client.Insert(ctx, relateArgs{}, nil); err != nil {
		return err
	}
	return q.client.Start(context.WithoutCancel(ctx))
}

// rescueEvery is how often a worker looks for jobs of processes that were
// killed beside it.
const rescueEvery = 15 * time.Second

// Job is a batch in the queue. State is one of river's: available, scheduled,
// running, retryable, completed, discarded, cancelled.
type Job struct {
	ID      int64     `json:"id"`
	Kind    string    `json:"kind"`
	State   string    `json:"state"`
	Attempt int       `json:"attempt"`
	Reports []string  `json:"reports"`
	Created time.Time `json:"created"`
	Worker  string    `json:"worker"`
	Error   string    `json:"error"` // of the last attempt that failed
}

// Jobs are up to limit jobs in the states, all but the completed for none, the
// newest first.
func (q *Queue) Jobs(ctx context.Context, limit int, states ...string) ([]Job, error) {
	want := make([]rivertype.JobState, len(states))
	for i, s := range states {
		want[i] = rivertype.JobState(s)
	}
	if len(states) == 0 {
		want = []rivertype.JobState{rivertype.JobStateAvailable, rivertype.JobStateScheduled, rivertype.JobStateRunning, rivertype.JobStateRetryable,
			rivertype.JobStateDiscarded, rivertype.JobStateCancelled}
	}
	found, err := q.client.JobList(ctx, river.NewJobListParams().States(want...).OrderBy(river.JobListOrderByID, river.SortOrderDesc).First(limit))
	if err != nil {
		return nil, fmt.Errorf("list jobs: %w", err)
	}
	out := make([]Job, 0, len(found.Jobs))
	for _, j := range found.Jobs {
		var a readArgs
		if err := json.Unmarshal(j.EncodedArgs, &a); err != nil {
			return nil, fmt.Errorf("job %d: %w", j.ID, err)
		}
		job := Job{ID: j.ID, Kind: j.Kind, State: string(j.State), Attempt: j.Attempt, Reports: a.Reports, Created: j.CreatedAt.UTC()}
		if n := len(j.AttemptedBy); n > 0 {
			job.Worker = j.AttemptedBy[n-1]
		}
		if n := len(j.Errors); n > 0 {
			job.Error = j.Errors[n-1].Error
		}
		out = append(out, job)
	}
	return out, nil
}

// Counts are how many batches wait to be read, run, and failed.
func (q *Queue) Counts(ctx context.Context) (waiting, running, failed int, err error) {
	rows, err := q.ledger.Readers().QueryContext(ctx, "SELECT state, count(*) FROM river_job WHERE kind = 'read' AND state <> 'completed' GROUP BY state")
	if err != nil {
		return 0, 0, 0, fmt.Errorf("count jobs: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var state string
		var n int
		if err := rows.Scan(&state, &n); err != nil {
			return 0, 0, 0, fmt.Errorf("count jobs: %w", err)
		}
		switch rivertype.JobState(state) {
		case rivertype.JobStateRunning:
			running += n
		case rivertype.JobStateRetryable, rivertype.JobStateDiscarded, rivertype.JobStateCancelled:
			failed += n
		default:
			waiting += n
		}
	}
	return waiting, running, failed, rows.Err()
}

// Retry makes a job that failed available at once.
func (q *Queue) Retry(ctx context.Context, id int64) error {
	_, err := q.client.JobRetry(ctx, id)
	if errors.Is(err, river.ErrNotFound) {
		return fmt.Errorf("job %d: %w", id, ledger.ErrNotFound)
	}
	return err
}
