"""Windows over packed documents: runs of whole sentences, cut out of flat arrays on the device as padded batches."""
import json
import numpy as np
import torch

CLS, SEP, MASK = 101, 102, 103
LOWER, UPPER, DOTTED = 1, 3, 6  # shapes of words with letters, as nlp/segment numbers them


class Packed:
    """The arrays of pack.py, on a device, and the windows over them. A window is (first word, word after the last, kind of set, fold)."""

    def __init__(self, path, device):
        z = np.load(path)
        self.info, self.device = json.loads(str(z["info"])), device
        self.docs, self.sents, self.offsets = z["docs"], z["sents"], z["offsets"].astype(np.int64)
        self.layers, self.sets = self.info["layers"], self.info["sets"]
        self.claims = self.sets.index("claims")
        self.folded = [self.claims, self.sets.index("ewt_train")]
        words, base = len(z["shapes"]), np.zeros(len(z["shapes"]), np.int64)
        sent, edge = np.zeros(words, np.int64), np.zeros(len(z["pieces"]), np.uint8)
        for _, start, end, s0, s1, _ in self.docs:
            base[start:end] = start
            for k in range(s0, s1):
                x, y, para = self.sents[k]
                sent[start + x:start + y] = k
                edge[self.offsets[start + x]] = 2 if para else 1
        whole = lambda v: np.where(v >= 0, v + base, v)  # words of documents become words of all
        put = lambda v: torch.from_numpy(v).to(device)
        self.piece, self.edge, self.offset, self.sent = put(z["pieces"].astype(np.int64)), put(edge.astype(np.int64)), put(self.offsets), put(sent)
        self.shape = put(np.repeat(z["shapes"].astype(np.int64), np.diff(self.offsets)))
        self.tags, self.rel, self.veridical = put(z["tags"].astype(np.int64)), put(z["rel"].astype(np.int64)), put(z["veridical"])
        self.words, self.unsure = z["text"].tobytes().decode().split("\n"), put(z["unsure"])
        self.head, self.voice = put(whole(z["head"].astype(np.int64))), put(whole(z["voice"].astype(np.int64)))

    def of(self, *names):
        kinds = [self.sets.index(n) for n in names]
        return [i for i, d in enumerate(self.docs) if d[0] in kinds]

    def windows(self, doc, limit, skip=0):
        """Cuts a document into runs of whole sentences of at most limit pieces (with [CLS] and [SEP]); skip sentences make a first, shorter run."""
        kind, start, _, s0, s1, fold = self.docs[doc].tolist()
        at = self.offsets[start + self.sents[s0:s1, 0]].tolist() + [int(self.offsets[start + self.sents[s1 - 1, 1]])]
        out, i, n = [], 0, s1 - s0
        while i < n:
            j = i + 1
            while j < n and at[j + 1] - at[i] + 2 <= limit and not (i == 0 < skip <= j):
                j += 1
            out.append((start + int(self.sents[s0 + i, 0]), start + int(self.sents[s0 + j - 1, 1]), kind, fold if kind in self.folded else -1)); i = j
        return out

    def size(self, window):
        """Places that a window takes: its pieces, [CLS] and [SEP]."""
        return min(512, 2 + int(self.offsets[window[1]] - self.offsets[window[0]]))

    def batch(self, windows, hide=0.0):
        """Tensors of windows. hide is the share of pieces hidden in the few documents with claims, and half of it in all others; where it
        is not 0, one window in twenty loses its capitals and one in fifty has nothing else, as people type and headlines shout."""
        rows = np.array(windows, np.int64)
        n = np.minimum(self.offsets[rows[:, 1]] - self.offsets[rows[:, 0]], 510)
        t, w = int(n.max()) + 2, int((rows[:, 1] - rows[:, 0]).max())
        d = torch.from_numpy(np.concatenate([rows, n[:, None]], 1)).to(self.device)
        lo, hi, kind, fold, n = (d[:, i:i + 1] for i in range(5))
        j = torch.arange(t, device=self.device)
        at, inside = (self.offset[lo] + j - 1).clamp(0, len(self.piece) - 1), (j >= 1) & (j <= n)
        ids = torch.where(inside, self.piece[at], torch.where(j == 0, CLS, torch.where(j == n + 1, SEP, 0)))
        if hide:
            share = torch.where(kind == self.claims, hide, hide / 2)
            ids = torch.where((torch.rand(ids.shape, device=self.device) < share) & (ids > 999), MASK, ids)
        shapes = self.shape[at] * inside
        if hide:
            typed, letters = torch.rand(lo.shape, device=self.device), (shapes >= LOWER) & (shapes <= DOTTED)
            shapes = torch.where(letters & (typed < 0.07), torch.where(typed < 0.05, LOWER, UPPER), shapes)
        i = torch.arange(w, device=self.device)
        real = i < hi - lo
        at2 = (lo + i).clamp(max=len(self.sent) - 1)
        missing = lambda v: torch.where(real, v, -100)
        head, voice = self.head[at2], self.voice[at2]
        head = missing(torch.where(head == -1, w, torch.where(head >= 0, head - lo, -100)))
        voice = missing(torch.where(voice == -1, w, torch.where(voice == -2, w + 1, torch.where((voice >= lo) & (voice < hi), voice - lo, -100))))
        return dict(ids=ids, shapes=shapes, edges=self.edge[at] * inside, mask=j <= n + 1, first=((self.offset[at2] - self.offset[lo] + 1).clamp(max=510) * real),
                    real=real, at=real.nonzero(as_tuple=True), tags=torch.where(real[..., None], self.tags[at2], -100), head=head, rel=missing(self.rel[at2]), voice=voice,
                    sent=torch.where(real, self.sent[at2], -1), veridical=torch.where(real, self.veridical[at2], float("nan")), few=(kind == self.claims)[:, 0], fold=fold[:, 0])


def batches(packed, docs, times, rng, size, lengths=(96, 160, 256, 256, 352)):
    """One epoch's batches of windows: documents in docs, each as often as times tells ({set: number}, a part of one is a chance), cut anew at random."""
    windows = []
    for doc in docs:
        often = times.get(packed.sets[packed.docs[doc][0]], 1)
        for _ in range(int(often) + (rng.random() < often % 1)):
            windows += packed.windows(doc, rng.choice(lengths), rng.randrange(4))
    rng.shuffle(windows)
    windows = sorted(((packed.size(x), x) for x in windows), key=lambda x: (x[0] + rng.randrange(24)) // 16)
    out, cur, longest = [], [], 0
    for n, x in windows:
        if cur and max(longest, n) * (len(cur) + 1) > size:
            out.append(cur); cur, longest = [], 0
        longest = max(longest, n)
        cur.append(x)
    out.append(cur)
    rng.shuffle(out)
    return out
