// Integer matrix products: runs of tiles of rows of unsigned 7-bit numbers
// times panels of signed 7-bit weights. The results are the exact sums, scaled
// in the order of productGo.

#include "textflag.h"
#include "go_asm.h"

// SETUP takes the next tile: p is in R14, its moving pointers in the frame.
#define SETUP \
	MOVQ a-8(SP), AX; \
	MOVQ w-16(SP), CX; \
	MOVQ c-24(SP), DI; \
	MOVQ rs-32(SP), R8; \
	MOVQ mn-40(SP), R9; \
	MOVQ ws-48(SP), R10; \
	MOVQ wsum-56(SP), R11; \
	MOVQ bias-64(SP), R12

// OPEN copies the moving pointers to the frame and takes the constant ones.
#define OPEN \
	MOVQ p+0(FP), R14; \
	MOVQ product_a(R14), AX; \
	MOVQ AX, a-8(SP); \
	MOVQ product_w(R14), AX; \
	MOVQ AX, w-16(SP); \
	MOVQ product_c(R14), AX; \
	MOVQ AX, c-24(SP); \
	MOVQ product_rs(R14), AX; \
	MOVQ AX, rs-32(SP); \
	MOVQ product_mn(R14), AX; \
	MOVQ AX, mn-40(SP); \
	MOVQ product_ws(R14), AX; \
	MOVQ AX, ws-48(SP); \
	MOVQ product_wsum(R14), AX; \
	MOVQ AX, wsum-56(SP); \
	MOVQ product_bias(R14), AX; \
	MOVQ AX, bias-64(SP); \
	MOVQ product_tiles(R14), AX; \
	MOVQ AX, tiles-72(SP); \
	MOVQ product_ahead(R14), AX; \
	MOVQ AX, ahead-80(SP); \
	MOVQ product_lda(R14), BX; \
	MOVQ product_ldc(R14), SI; \
	LEAQ (BX)(BX*2), R13

// STEP moves to the next tile.
#define STEP \
	MOVQ product_aStep(R14), AX; \
	ADDQ AX, a-8(SP); \
	MOVQ product_wStep(R14), AX; \
	ADDQ AX, w-16(SP); \
	MOVQ product_cStep(R14), AX; \
	ADDQ AX, c-24(SP); \
	MOVQ product_rowStep(R14), AX; \
	ADDQ AX, rs-32(SP); \
	ADDQ AX, mn-40(SP); \
	MOVQ product_colStep(R14), AX; \
	ADDQ AX, ws-48(SP); \
	ADDQ AX, wsum-56(SP); \
	ADDQ AX, bias-64(SP); \
	DECQ tiles-72(SP)

// AHEAD calls for the weights of the next panel while this one is at work.
#define AHEAD(loop, done) \
	MOVQ product_lines(R14), DX; \
	TESTQ DX, DX; \
	JZ done; \
	MOVQ ahead-80(SP), AX; \
loop: \
	PREFETCHT1 (AX); \
	ADDQ $64, AX; \
	DECQ DX; \
	JNZ loop; \
	MOVQ AX, ahead-80(SP); \
done:

// DOT adds the products of 4 numbers of one row with 32 outputs.
#define DOT(a, low, high) \
	VPBROADCASTD a, Z18; \
	VPDPBUSD Z16, Z18, low; \
	VPDPBUSD Z17, Z18, high

// DOTS does so for 8 rows; off is where the 4 numbers stand, won where their weights.
#define DOTS(off, won) \
	VMOVDQU32 won(CX), Z16; \
	VMOVDQU32 won+64(CX), Z17; \
	DOT(off(AX), Z0, Z1); \
	DOT(off(AX)(BX*1), Z2, Z3); \
	DOT(off(AX)(BX*2), Z4, Z5); \
	DOT(off(AX)(R13*1), Z6, Z7); \
	DOT(off(DX), Z8, Z9); \
	DOT(off(DX)(BX*1), Z10, Z11); \
	DOT(off(DX)(BX*2), Z12, Z13); \
	DOT(off(DX)(R13*1), Z14, Z15)

// WRITE16 scales and stores one row of 32 sums.
#define WRITE16(row, low, high) \
	VBROADCASTSS row*4(R8), Z18; \
	VBROADCASTSS row*4(R9), Z19; \
	VCVTDQ2PS low, low; \
	VCVTDQ2PS high, high; \
	VMULPS Z20, low, low; \
	VMULPS Z21, high, high; \
	VMULPS Z18, low, low; \
	VMULPS Z18, high, high; \
	VMULPS Z22, Z19, Z26; \
	VMULPS Z23, Z19, Z27; \
	VADDPS Z26, low, low; \
	VADDPS Z27, high, high; \
	VADDPS Z24, low, low; \
	VADDPS Z25, high, high; \
	VMOVUPS low, (DI); \
	VMOVUPS high, 64(DI); \
	ADDQ SI, DI

// func productVNNI(p *product)
// Tiles of 8 rows of 32 sums, in Z0 to Z15.
TEXT ·productVNNI(SB), NOSPLIT, $80-8
	OPEN
vnniTile:
	AHEAD(vnniAhead, vnniCalled)
	SETUP
	MOVQ product_k4(R14), R15
	SHRQ $1, R15
	LEAQ (AX)(BX*4), DX
	VPXORQ Z0, Z0, Z0
	VPXORQ Z1, Z1, Z1
	VPXORQ Z2, Z2, Z2
	VPXORQ Z3, Z3, Z3
	VPXORQ Z4, Z4, Z4
	VPXORQ Z5, Z5, Z5
	VPXORQ Z6, Z6, Z6
	VPXORQ Z7, Z7, Z7
	VPXORQ Z8, Z8, Z8
	VPXORQ Z9, Z9, Z9
	VPXORQ Z10, Z10, Z10
	VPXORQ Z11, Z11, Z11
	VPXORQ Z12, Z12, Z12
	VPXORQ Z13, Z13, Z13
	VPXORQ Z14, Z14, Z14
	VPXORQ Z15, Z15, Z15
vnniLoop:
	DOTS(0, 0)
	DOTS(4, 128)
	ADDQ $256, CX
	ADDQ $8, AX
	ADDQ $8, DX
	DECQ R15
	JNZ vnniLoop
	VMOVUPS (R10), Z20
	VMOVUPS 64(R10), Z21
	VMOVUPS (R11), Z22
	VMOVUPS 64(R11), Z23
	VMOVUPS (R12), Z24
	VMOVUPS 64(R12), Z25
	WRITE16(0, Z0, Z1)
	WRITE16(1, Z2, Z3)
	WRITE16(2, Z4, Z5)
	WRITE16(3, Z6, Z7)
	WRITE16(4, Z8, Z9)
	WRITE16(5, Z10, Z11)
	WRITE16(6, Z12, Z13)
	WRITE16(7, Z14, Z15)
	STEP
	JNZ vnniTile
	VZEROUPPER
	RET

DATA ones16<>+0(SB)/4, $0x00010001
GLOBL ones16<>(SB), RODATA|NOPTR, $4

// PAIR adds the products of 8 numbers of one row with 16 outputs. The products
// of 4 and 4 numbers are added in 16 bits before they widen: of 7 by 7 bits
// they are at most 4*127*63 = 32004.
#define PAIR(a0, a1, low, high) \
	VPBROADCASTD a0, Y12; \
	VPBROADCASTD a1, Y13; \
	VPMADDUBSW Y8, Y12, Y14; \
	VPMADDUBSW 128(CX), Y13, Y10; \
	VPMADDUBSW Y9, Y12, Y11; \
	VPMADDUBSW 160(CX), Y13, Y13; \
	VPADDW Y10, Y14, Y14; \
	VPADDW Y13, Y11, Y11; \
	VPMADDWD Y15, Y14, Y14; \
	VPMADDWD Y15, Y11, Y11; \
	VPADDD Y14, low, low; \
	VPADDD Y11, high, high

// QUAD is PAIR with 16 numbers, for weights whose sums of 8 fit 16 bits.
#define QUAD(a0, a1, a2, a3, low, high) \
	VPBROADCASTD a0, Y12; \
	VPBROADCASTD a1, Y13; \
	VPMADDUBSW Y8, Y12, Y14; \
	VPMADDUBSW 128(CX), Y13, Y10; \
	VPMADDUBSW Y9, Y12, Y11; \
	VPMADDUBSW 160(CX), Y13, Y13; \
	VPBROADCASTD a2, Y12; \
	VPADDW Y10, Y14, Y14; \
	VPADDW Y13, Y11, Y11; \
	VPBROADCASTD a3, Y13; \
	VPMADDUBSW 256(CX), Y12, Y10; \
	VPMADDUBSW 288(CX), Y12, Y12; \
	VPADDW Y10, Y14, Y14; \
	VPADDW Y12, Y11, Y11; \
	VPMADDUBSW 384(CX), Y13, Y10; \
	VPMADDUBSW 416(CX), Y13, Y13; \
	VPADDW Y10, Y14, Y14; \
	VPADDW Y13, Y11, Y11; \
	VPMADDWD Y15, Y14, Y14; \
	VPMADDWD Y15, Y11, Y11; \
	VPADDD Y14, low, low; \
	VPADDD Y11, high, high

// WRITE8 scales and stores one row of 16 sums.
#define WRITE8(row, low, high) \
	VBROADCASTSS row*4(R8), Y12; \
	VBROADCASTSS row*4(R9), Y13; \
	VCVTDQ2PS low, low; \
	VCVTDQ2PS high, high; \
	VMULPS Y8, low, low; \
	VMULPS Y9, high, high; \
	VMULPS Y12, low, low; \
	VMULPS Y12, high, high; \
	VMULPS Y10, Y13, Y14; \
	VMULPS Y11, Y13, Y13; \
	VADDPS Y14, low, low; \
	VADDPS Y13, high, high; \
	VADDPS (R12), low, low; \
	VADDPS 32(R12), high, high; \
	VMOVUPS low, (DI); \
	VMOVUPS high, 32(DI); \
	ADDQ SI, DI

#define CLEAR8 \
	VPXOR Y0, Y0, Y0; \
	VPXOR Y1, Y1, Y1; \
	VPXOR Y2, Y2, Y2; \
	VPXOR Y3, Y3, Y3; \
	VPXOR Y4, Y4, Y4; \
	VPXOR Y5, Y5, Y5; \
	VPXOR Y6, Y6, Y6; \
	VPXOR Y7, Y7, Y7

#define WRITES8 \
	VMOVUPS (R10), Y8; \
	VMOVUPS 32(R10), Y9; \
	VMOVUPS (R11), Y10; \
	VMOVUPS 32(R11), Y11; \
	WRITE8(0, Y0, Y1); \
	WRITE8(1, Y2, Y3); \
	WRITE8(2, Y4, Y5); \
	WRITE8(3, Y6, Y7)

// func productAVX2(p *product)
// Tiles of 4 rows of 16 sums, in Y0 to Y7; a panel's groups are 128 bytes apart.
TEXT ·productAVX2(SB), NOSPLIT, $80-8
	OPEN
	VPBROADCASTD ones16<>(SB), Y15
avx2Tile:
	AHEAD(avx2Ahead, avx2Called)
	SETUP
	MOVQ product_k4(R14), R15
	SHRQ $1, R15
	CLEAR8
avx2Loop:
	VMOVDQU (CX), Y8
	VMOVDQU 32(CX), Y9
	PAIR((AX), 4(AX), Y0, Y1)
	PAIR((AX)(BX*1), 4(AX)(BX*1), Y2, Y3)
	PAIR((AX)(BX*2), 4(AX)(BX*2), Y4, Y5)
	PAIR((AX)(R13*1), 4(AX)(R13*1), Y6, Y7)
	ADDQ $256, CX
	ADDQ $8, AX
	DECQ R15
	JNZ avx2Loop
	WRITES8
	STEP
	JNZ avx2Tile
	VZEROUPPER
	RET

// func productDeepAVX2(p *product)
// productAVX2 for panels of which fourfold sums fit 16 bits.
TEXT ·productDeepAVX2(SB), NOSPLIT, $80-8
	OPEN
	VPBROADCASTD ones16<>(SB), Y15
deepTile:
	AHEAD(deepAhead, deepCalled)
	SETUP
	MOVQ product_k4(R14), R15
	SHRQ $2, R15
	CLEAR8
deepLoop:
	VMOVDQU (CX), Y8
	VMOVDQU 32(CX), Y9
	QUAD((AX), 4(AX), 8(AX), 12(AX), Y0, Y1)
	QUAD((AX)(BX*1), 4(AX)(BX*1), 8(AX)(BX*1), 12(AX)(BX*1), Y2, Y3)
	QUAD((AX)(BX*2), 4(AX)(BX*2), 8(AX)(BX*2), 12(AX)(BX*2), Y4, Y5)
	QUAD((AX)(R13*1), 4(AX)(R13*1), 8(AX)(R13*1), 12(AX)(R13*1), Y6, Y7)
	ADDQ $512, CX
	ADDQ $16, AX
	DECQ R15
	JNZ deepLoop
	WRITES8
	STEP
	JNZ deepTile
	VZEROUPPER
	RET
