// The float work between the products, 8 or 16 lanes wide and without fused
// multiply-add, so that every result has the order of portable.go.

#include "textflag.h"

DATA unpack<>+0(SB)/4, $0
DATA unpack<>+4(SB)/4, $4
DATA unpack<>+8(SB)/4, $1
DATA unpack<>+12(SB)/4, $5
DATA unpack<>+16(SB)/4, $2
DATA unpack<>+20(SB)/4, $6
DATA unpack<>+24(SB)/4, $3
DATA unpack<>+28(SB)/4, $7
GLOBL unpack<>(SB), RODATA|NOPTR, $32

DATA c127<>+0(SB)/4, $0x42fe0000
GLOBL c127<>(SB), RODATA|NOPTR, $4
DATA one<>+0(SB)/4, $0x3f800000
GLOBL one<>(SB), RODATA|NOPTR, $4
DATA half<>+0(SB)/4, $0x3f000000
GLOBL half<>(SB), RODATA|NOPTR, $4
DATA normEps<>+0(SB)/4, $0x2b8cbccc
GLOBL normEps<>(SB), RODATA|NOPTR, $4
DATA geluTop<>+0(SB)/4, $0x4059999a
GLOBL geluTop<>(SB), RODATA|NOPTR, $4
DATA geluLow<>+0(SB)/4, $0xc059999a
GLOBL geluLow<>(SB), RODATA|NOPTR, $4
DATA gelu0<>+0(SB)/4, $0x3ec9e2d8
GLOBL gelu0<>(SB), RODATA|NOPTR, $4
DATA gelu1<>+0(SB)/4, $0xbd7518a8
GLOBL gelu1<>(SB), RODATA|NOPTR, $4
DATA gelu2<>+0(SB)/4, $0x3bdc3e3b
GLOBL gelu2<>(SB), RODATA|NOPTR, $4
DATA gelu3<>+0(SB)/4, $0xb9da3c83
GLOBL gelu3<>(SB), RODATA|NOPTR, $4
DATA gelu4<>+0(SB)/4, $0x3731dc0c
GLOBL gelu4<>(SB), RODATA|NOPTR, $4

// SUM adds the eight lanes of Y0 (X0) by halves, with X1 for help.
#define SUM \
	VEXTRACTF128 $1, Y0, X1; \
	VADDPS X1, X0, X0; \
	VPERMILPS $0x4e, X0, X1; \
	VADDPS X1, X0, X0; \
	VPERMILPS $0xb1, X0, X1; \
	VADDPS X1, X0, X0

// LEAST and GREATEST leave in lane 0 of lowX (highX) that of the eight lanes of
// lowY (highY).
#define LEAST(lowY, lowX, helpX) \
	VEXTRACTF128 $1, lowY, helpX; \
	VMINPS helpX, lowX, lowX; \
	VPERMILPS $0x4e, lowX, helpX; \
	VMINPS helpX, lowX, lowX; \
	VPERMILPS $0xb1, lowX, helpX; \
	VMINPS helpX, lowX, lowX

#define GREATEST(highY, highX, helpX) \
	VEXTRACTF128 $1, highY, helpX; \
	VMAXPS helpX, highX, highX; \
	VPERMILPS $0x4e, highX, helpX; \
	VMAXPS helpX, highX, highX; \
	VPERMILPS $0xb1, highX, helpX; \
	VMAXPS helpX, highX, highX

// QUANT8 makes 8 floats the nearest integers of (x-Y4)*Y5.
#define QUANT8(from, to) \
	VMOVUPS from, to; \
	VSUBPS Y4, to, to; \
	VMULPS Y5, to, to; \
	VCVTPS2DQ to, to

// QUANT32 writes 32 floats at AX to DI as bytes.
#define QUANT32 \
	QUANT8((AX), Y0); \
	QUANT8(32(AX), Y1); \
	QUANT8(64(AX), Y2); \
	QUANT8(96(AX), Y3); \
	VPACKSSDW Y1, Y0, Y0; \
	VPACKSSDW Y3, Y2, Y2; \
	VPACKUSWB Y2, Y0, Y0; \
	VPERMD Y0, Y6, Y0; \
	VMOVDQU Y0, (DI); \
	ADDQ $128, AX; \
	ADDQ $32, DI

// func quantU32(dst *uint8, x *float32, n int, low, inv float32)
TEXT ·quantU32(SB), NOSPLIT, $0-32
	MOVQ dst+0(FP), DI
	MOVQ x+8(FP), AX
	MOVQ n+16(FP), CX
	VBROADCASTSS low+24(FP), Y4
	VBROADCASTSS inv+28(FP), Y5
	VMOVDQU unpack<>(SB), Y6
quantULoop:
	QUANT32
	SUBQ $32, CX
	JNZ quantULoop
	VZEROUPPER
	RET

// func quantRows(dst *uint8, x *float32, stride, n, k int, scale, low *float32)
// n rows of k floats, stride bytes apart: their ranges and their bytes.
TEXT ·quantRows(SB), NOSPLIT, $0-56
	MOVQ dst+0(FP), DI
	MOVQ x+8(FP), SI
	MOVQ stride+16(FP), BX
	MOVQ n+24(FP), DX
	MOVQ scale+40(FP), R8
	MOVQ low+48(FP), R9
	VMOVDQU unpack<>(SB), Y6
	VMOVSS c127<>(SB), X7
	VXORPS X15, X15, X15
quantRow:
	MOVQ SI, AX
	MOVQ k+32(FP), CX
	VMOVUPS (AX), Y8
	VMOVAPS Y8, Y9
	VMOVAPS Y8, Y10
	VMOVAPS Y8, Y11
quantSpan:
	VMOVUPS (AX), Y0
	VMOVUPS 32(AX), Y1
	VMOVUPS 64(AX), Y2
	VMOVUPS 96(AX), Y3
	VMINPS Y0, Y8, Y8
	VMAXPS Y0, Y9, Y9
	VMINPS Y1, Y10, Y10
	VMAXPS Y1, Y11, Y11
	VMINPS Y2, Y8, Y8
	VMAXPS Y2, Y9, Y9
	VMINPS Y3, Y10, Y10
	VMAXPS Y3, Y11, Y11
	ADDQ $128, AX
	SUBQ $32, CX
	JNZ quantSpan
	VMINPS Y10, Y8, Y8
	VMAXPS Y11, Y9, Y9
	LEAST(Y8, X8, X0)
	GREATEST(Y9, X9, X0)
	VSUBSS X8, X9, X9
	VDIVSS X7, X9, X10
	VMOVSS X10, (R8)
	VMOVSS X8, (R9)
	VDIVSS X9, X7, X11
	VCMPSS $0x1e, X15, X9, X12
	VANDPS X12, X11, X11
	VBROADCASTSS X8, Y4
	VBROADCASTSS X11, Y5
	MOVQ SI, AX
	MOVQ k+32(FP), CX
quantBytes:
	QUANT32
	SUBQ $32, CX
	JNZ quantBytes
	ADDQ BX, SI
	ADDQ $4, R8
	ADDQ $4, R9
	DECQ DX
	JNZ quantRow
	VZEROUPPER
	RET

// GELU is geluGo of x in V registers of one width.
#define GELU(x, t, u, p, top, low, c0, c1, c2, c3, c4, h) \
	VMINPS top, x, t; \
	VMAXPS low, t, t; \
	VMULPS t, t, u; \
	VMULPS u, c4, p; \
	VADDPS c3, p, p; \
	VMULPS u, p, p; \
	VADDPS c2, p, p; \
	VMULPS u, p, p; \
	VADDPS c1, p, p; \
	VMULPS u, p, p; \
	VADDPS c0, p, p; \
	VMULPS t, p, p; \
	VADDPS h, p, p; \
	VMULPS x, p, p

// func gelu8(x *float32, n int) (low, high float32)
TEXT ·gelu8(SB), NOSPLIT, $0-24
	MOVQ x+0(FP), AX
	MOVQ n+8(FP), CX
	VBROADCASTSS geluTop<>(SB), Y4
	VBROADCASTSS geluLow<>(SB), Y5
	VBROADCASTSS gelu0<>(SB), Y6
	VBROADCASTSS gelu1<>(SB), Y7
	VBROADCASTSS gelu2<>(SB), Y8
	VBROADCASTSS gelu3<>(SB), Y9
	VBROADCASTSS gelu4<>(SB), Y10
	VBROADCASTSS half<>(SB), Y11
	VPCMPEQD Y13, Y13, Y13
	VPSLLD $24, Y13, Y12
	VPSRLD $1, Y12, Y12 // +Inf
	VPSLLD $23, Y13, Y13 // -Inf
gelu8Loop:
	VMOVUPS (AX), Y0
	GELU(Y0, Y1, Y2, Y3, Y4, Y5, Y6, Y7, Y8, Y9, Y10, Y11)
	VMOVUPS Y3, (AX)
	VMINPS Y3, Y12, Y12
	VMAXPS Y3, Y13, Y13
	ADDQ $32, AX
	SUBQ $8, CX
	JNZ gelu8Loop
	LEAST(Y12, X12, X0)
	GREATEST(Y13, X13, X0)
	VMOVSS X12, low+16(FP)
	VMOVSS X13, high+20(FP)
	VZEROUPPER
	RET

// func gelu16(x *float32, n int) (low, high float32)
TEXT ·gelu16(SB), NOSPLIT, $0-24
	MOVQ x+0(FP), AX
	MOVQ n+8(FP), CX
	VBROADCASTSS geluTop<>(SB), Z16
	VBROADCASTSS geluLow<>(SB), Z17
	VBROADCASTSS gelu0<>(SB), Z18
	VBROADCASTSS gelu1<>(SB), Z19
	VBROADCASTSS gelu2<>(SB), Z20
	VBROADCASTSS gelu3<>(SB), Z21
	VBROADCASTSS gelu4<>(SB), Z22
	VBROADCASTSS half<>(SB), Z23
	VPTERNLOGD $0xff, Z12, Z12, Z12
	VPSLLD $23, Z12, Z13 // -Inf
	VPSLLD $24, Z12, Z12
	VPSRLD $1, Z12, Z12 // +Inf
gelu16Loop:
	VMOVUPS (AX), Z0
	VMOVUPS 64(AX), Z4
	GELU(Z0, Z1, Z2, Z3, Z16, Z17, Z18, Z19, Z20, Z21, Z22, Z23)
	GELU(Z4, Z5, Z6, Z7, Z16, Z17, Z18, Z19, Z20, Z21, Z22, Z23)
	VMOVUPS Z3, (AX)
	VMOVUPS Z7, 64(AX)
	VMINPS Z3, Z12, Z12
	VMAXPS Z3, Z13, Z13
	VMINPS Z7, Z12, Z12
	VMAXPS Z7, Z13, Z13
	ADDQ $128, AX
	SUBQ $32, CX
	JNZ gelu16Loop
	VEXTRACTF64X4 $1, Z12, Y0
	VMINPS Y0, Y12, Y12
	VEXTRACTF64X4 $1, Z13, Y0
	VMAXPS Y0, Y13, Y13
	LEAST(Y12, X12, X0)
	GREATEST(Y13, X13, X0)
	VMOVSS X12, low+16(FP)
	VMOVSS X13, high+20(FP)
	VZEROUPPER
	RET

// INVERSE makes of the sum of squares in X0 the factor 1/sqrt(X0/X8 + eps).
#define INVERSE \
	VDIVSS X8, X0, X0; \
	VADDSS normEps<>(SB), X0, X0; \
	VSQRTSS X0, X0, X0; \
	VMOVSS one<>(SB), X1; \
	VDIVSS X0, X1, X0

// func addNorm8(x, y, gain, bias *float32, n int) (low, high float32)
TEXT ·addNorm8(SB), NOSPLIT, $0-48
	MOVQ x+0(FP), AX
	MOVQ y+8(FP), BX
	MOVQ gain+16(FP), SI
	MOVQ bias+24(FP), DI
	MOVQ n+32(FP), CX
	VCVTSI2SSQ CX, X8, X8
	MOVQ CX, DX
	SHLQ $2, DX
	ADDQ DX, AX
	ADDQ DX, BX
	ADDQ DX, SI
	ADDQ DX, DI
	NEGQ DX
	MOVQ DX, CX
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1
	VXORPS Y2, Y2, Y2
	VXORPS Y3, Y3, Y3
norm8Sum:
	VMOVUPS (AX)(CX*1), Y4
	VMOVUPS 32(AX)(CX*1), Y5
	VMOVUPS 64(AX)(CX*1), Y6
	VMOVUPS 96(AX)(CX*1), Y7
	VADDPS (BX)(CX*1), Y4, Y4
	VADDPS 32(BX)(CX*1), Y5, Y5
	VADDPS 64(BX)(CX*1), Y6, Y6
	VADDPS 96(BX)(CX*1), Y7, Y7
	VMOVUPS Y4, (AX)(CX*1)
	VMOVUPS Y5, 32(AX)(CX*1)
	VMOVUPS Y6, 64(AX)(CX*1)
	VMOVUPS Y7, 96(AX)(CX*1)
	VADDPS Y4, Y0, Y0
	VADDPS Y5, Y1, Y1
	VADDPS Y6, Y2, Y2
	VADDPS Y7, Y3, Y3
	ADDQ $128, CX
	JNZ norm8Sum
	VADDPS Y2, Y0, Y0
	VADDPS Y3, Y1, Y1
	VADDPS Y1, Y0, Y0
	SUM
	VDIVSS X8, X0, X0
	VBROADCASTSS X0, Y9
	MOVQ DX, CX
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1
	VXORPS Y2, Y2, Y2
	VXORPS Y3, Y3, Y3
norm8Square:
	VMOVUPS (AX)(CX*1), Y4
	VMOVUPS 32(AX)(CX*1), Y5
	VMOVUPS 64(AX)(CX*1), Y6
	VMOVUPS 96(AX)(CX*1), Y7
	VSUBPS Y9, Y4, Y4
	VSUBPS Y9, Y5, Y5
	VSUBPS Y9, Y6, Y6
	VSUBPS Y9, Y7, Y7
	VMULPS Y4, Y4, Y4
	VMULPS Y5, Y5, Y5
	VMULPS Y6, Y6, Y6
	VMULPS Y7, Y7, Y7
	VADDPS Y4, Y0, Y0
	VADDPS Y5, Y1, Y1
	VADDPS Y6, Y2, Y2
	VADDPS Y7, Y3, Y3
	ADDQ $128, CX
	JNZ norm8Square
	VADDPS Y2, Y0, Y0
	VADDPS Y3, Y1, Y1
	VADDPS Y1, Y0, Y0
	SUM
	INVERSE
	VBROADCASTSS X0, Y10
	MOVQ DX, CX
	VPCMPEQD Y13, Y13, Y13
	VPSLLD $24, Y13, Y12
	VPSRLD $1, Y12, Y12 // +Inf
	VPSLLD $23, Y13, Y13 // -Inf
norm8Scale:
	VMOVUPS (AX)(CX*1), Y4
	VSUBPS Y9, Y4, Y4
	VMULPS Y10, Y4, Y4
	VMULPS (SI)(CX*1), Y4, Y4
	VADDPS (DI)(CX*1), Y4, Y4
	VMOVUPS Y4, (AX)(CX*1)
	VMINPS Y4, Y12, Y12
	VMAXPS Y4, Y13, Y13
	ADDQ $32, CX
	JNZ norm8Scale
	LEAST(Y12, X12, X0)
	GREATEST(Y13, X13, X0)
	VMOVSS X12, low+40(FP)
	VMOVSS X13, high+44(FP)
	VZEROUPPER
	RET

// func addNorm16(x, y, gain, bias *float32, n int) (low, high float32)
TEXT ·addNorm16(SB), NOSPLIT, $0-48
	MOVQ x+0(FP), AX
	MOVQ y+8(FP), BX
	MOVQ gain+16(FP), SI
	MOVQ bias+24(FP), DI
	MOVQ n+32(FP), CX
	VCVTSI2SSQ CX, X8, X8
	MOVQ CX, DX
	SHLQ $2, DX
	ADDQ DX, AX
	ADDQ DX, BX
	ADDQ DX, SI
	ADDQ DX, DI
	NEGQ DX
	MOVQ DX, CX
	VXORPS X0, X0, X0
	VXORPS X1, X1, X1
norm16Sum:
	VMOVUPS (AX)(CX*1), Z4
	VMOVUPS 64(AX)(CX*1), Z5
	VADDPS (BX)(CX*1), Z4, Z4
	VADDPS 64(BX)(CX*1), Z5, Z5
	VMOVUPS Z4, (AX)(CX*1)
	VMOVUPS Z5, 64(AX)(CX*1)
	VADDPS Z4, Z0, Z0
	VADDPS Z5, Z1, Z1
	ADDQ $128, CX
	JNZ norm16Sum
	VADDPS Z1, Z0, Z0
	VEXTRACTF64X4 $1, Z0, Y1
	VADDPS Y1, Y0, Y0
	SUM
	VDIVSS X8, X0, X0
	VBROADCASTSS X0, Z9
	MOVQ DX, CX
	VXORPS X0, X0, X0
	VXORPS X1, X1, X1
norm16Square:
	VMOVUPS (AX)(CX*1), Z4
	VMOVUPS 64(AX)(CX*1), Z5
	VSUBPS Z9, Z4, Z4
	VSUBPS Z9, Z5, Z5
	VMULPS Z4, Z4, Z4
	VMULPS Z5, Z5, Z5
	VADDPS Z4, Z0, Z0
	VADDPS Z5, Z1, Z1
	ADDQ $128, CX
	JNZ norm16Square
	VADDPS Z1, Z0, Z0
	VEXTRACTF64X4 $1, Z0, Y1
	VADDPS Y1, Y0, Y0
	SUM
	INVERSE
	VBROADCASTSS X0, Z10
	MOVQ DX, CX
	VPTERNLOGD $0xff, Z12, Z12, Z12
	VPSLLD $23, Z12, Z13 // -Inf
	VPSLLD $24, Z12, Z12
	VPSRLD $1, Z12, Z12 // +Inf
norm16Scale:
	VMOVUPS (AX)(CX*1), Z4
	VSUBPS Z9, Z4, Z4
	VMULPS Z10, Z4, Z4
	VMULPS (SI)(CX*1), Z4, Z4
	VADDPS (DI)(CX*1), Z4, Z4
	VMOVUPS Z4, (AX)(CX*1)
	VMINPS Z4, Z12, Z12
	VMAXPS Z4, Z13, Z13
	ADDQ $64, CX
	JNZ norm16Scale
	VEXTRACTF64X4 $1, Z12, Y0
	VMINPS Y0, Y12, Y12
	VEXTRACTF64X4 $1, Z13, Y0
	VMAXPS Y0, Y13, Y13
	LEAST(Y12, X12, X0)
	GREATEST(Y13, X13, X0)
	VMOVSS X12, low+40(FP)
	VMOVSS X13, high+44(FP)
	VZEROUPPER
	RET

// func relu8(x *float32, n int)
TEXT ·relu8(SB), NOSPLIT, $0-16
	MOVQ x+0(FP), AX
	MOVQ n+8(FP), CX
	VXORPS Y1, Y1, Y1
reluLoop:
	VMOVUPS (AX), Y0
	VMAXPS Y1, Y0, Y0
	VMOVUPS Y0, (AX)
	ADDQ $32, AX
	SUBQ $8, CX
	JNZ reluLoop
	VZEROUPPER
	RET

// func dots8(out, a, b *float32, stride, n, k int)
// a times each of n rows of b, stride bytes apart.
TEXT ·dots8(SB), NOSPLIT, $0-48
	MOVQ out+0(FP), DI
	MOVQ b+16(FP), SI
	MOVQ stride+24(FP), R8
	MOVQ n+32(FP), DX
dots8Row:
	MOVQ a+8(FP), AX
	MOVQ SI, BX
	MOVQ k+40(FP), CX
	VXORPS X0, X0, X0
	VXORPS X1, X1, X1
	VXORPS X2, X2, X2
	VXORPS X3, X3, X3
dots8Loop:
	VMOVUPS (AX), Y4
	VMOVUPS 32(AX), Y5
	VMOVUPS 64(AX), Y6
	VMOVUPS 96(AX), Y7
	VMULPS (BX), Y4, Y4
	VMULPS 32(BX), Y5, Y5
	VMULPS 64(BX), Y6, Y6
	VMULPS 96(BX), Y7, Y7
	VADDPS Y4, Y0, Y0
	VADDPS Y5, Y1, Y1
	VADDPS Y6, Y2, Y2
	VADDPS Y7, Y3, Y3
	ADDQ $128, AX
	ADDQ $128, BX
	SUBQ $32, CX
	JNZ dots8Loop
	VADDPS Y2, Y0, Y0
	VADDPS Y3, Y1, Y1
	VADDPS Y1, Y0, Y0
	SUM
	VMOVSS X0, (DI)
	ADDQ $4, DI
	ADDQ R8, SI
	DECQ DX
	JNZ dots8Row
	VZEROUPPER
	RET

// func dots16(out, a, b *float32, stride, n, k int)
TEXT ·dots16(SB), NOSPLIT, $0-48
	MOVQ out+0(FP), DI
	MOVQ b+16(FP), SI
	MOVQ stride+24(FP), R8
	MOVQ n+32(FP), DX
dots16Row:
	MOVQ a+8(FP), AX
	MOVQ SI, BX
	MOVQ k+40(FP), CX
	VXORPS X0, X0, X0
	VXORPS X1, X1, X1
dots16Loop:
	VMOVUPS (AX), Z4
	VMOVUPS 64(AX), Z5
	VMULPS (BX), Z4, Z4
	VMULPS 64(BX), Z5, Z5
	VADDPS Z4, Z0, Z0
	VADDPS Z5, Z1, Z1
	ADDQ $128, AX
	ADDQ $128, BX
	SUBQ $32, CX
	JNZ dots16Loop
	VADDPS Z1, Z0, Z0
	VEXTRACTF64X4 $1, Z0, Y1
	VADDPS Y1, Y0, Y0
	SUM
	VMOVSS X0, (DI)
	ADDQ $4, DI
	ADDQ R8, SI
	DECQ DX
	JNZ dots16Row
	VZEROUPPER
	RET

// func embed8(x *float32, word *int8, position, shape *float32, n int, scale float32)
TEXT ·embed8(SB), NOSPLIT, $0-44
	MOVQ x+0(FP), DI
	MOVQ word+8(FP), AX
	MOVQ position+16(FP), BX
	MOVQ shape+24(FP), DX
	MOVQ n+32(FP), CX
	VBROADCASTSS scale+40(FP), Y1
embedLoop:
	VPMOVSXBD (AX), Y0
	VCVTDQ2PS Y0, Y0
	VMULPS Y1, Y0, Y0
	VADDPS (BX), Y0, Y0
	VADDPS (DX), Y0, Y0
	VMOVUPS Y0, (DI)
	ADDQ $8, AX
	ADDQ $32, BX
	ADDQ $32, DX
	ADDQ $32, DI
	SUBQ $8, CX
	JNZ embedLoop
	VZEROUPPER
	RET

// func argmax8(x *float32, n int) int
TEXT ·argmax8(SB), NOSPLIT, $0-24
	MOVQ x+0(FP), AX
	MOVQ n+8(FP), CX
	MOVQ AX, BX
	VMOVUPS (AX), Y0
argmaxTop:
	VMAXPS (AX), Y0, Y0
	ADDQ $32, AX
	SUBQ $8, CX
	JNZ argmaxTop
	GREATEST(Y0, X0, X1)
	VBROADCASTSS X0, Y0
	MOVQ n+8(FP), CX
	XORQ DX, DX
argmaxPlace:
	VCMPPS $0, (BX)(DX*4), Y0, Y1
	VMOVMSKPS Y1, AX
	TESTL AX, AX
	JNZ argmaxFound
	ADDQ $8, DX
	SUBQ $8, CX
	JNZ argmaxPlace
	XORQ DX, DX
	MOVL $1, AX
argmaxFound:
	BSFL AX, AX
	ADDQ AX, DX
	MOVQ DX, ret+16(FP)
	VZEROUPPER
	RET
