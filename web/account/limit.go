package account

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Limit lets everybody do something so often and no more. Whoever was not met
// for a while is forgotten. The zero Limit lets nothing through.
type Limit struct {
	PerSecond float64
	Burst     int

	mu   sync.Mutex
	met  map[string]*rate.Limiter
	seen time.Time // when it last forgot
}

// Take tells whether somebody may go on, and else how long to wait.
func (l *Limit) Take(who string, now time.Time) (wait time.Duration, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.met == nil {
		l.met, l.seen = map[string]*rate.Limiter{}, now
	}
	if now.Sub(l.seen) > time.Minute {
		for k, m := range l.met {
			if m.TokensAt(now) >= float64(l.Burst) {
				delete(l.met, k)
			}
		}
		l.seen = now
	}
	m := l.met[who]
	if m == nil {
		m = rate.NewLimiter(rate.Limit(l.PerSecond), l.Burst)
		l.met[who] = m
	}
	r := m.ReserveN(now, 1)
	if !r.OK() {
		return time.Second, false
	}
	if wait = r.DelayFrom(now); wait > 0 {
		r.CancelAt(now)
		return wait, false
	}
	return 0, true
}
