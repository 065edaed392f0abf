#include <cblas.h>
#include <stddef.h>

// OpenBLAS contains LAPACK; Debian's package declares only its BLAS. Fortran passes everything by address, and the
// lengths of strings as further arguments at the end.

// A = L Lᵀ or Uᵀ U of a symmetric positive definite matrix.
void dpotrf_(const char *uplo, const int *n, double *a, const int *lda, int *info, size_t uploLength);

// Eigenvalues, increasing, and eigenvectors of a symmetric matrix.
void dsyevd_(
    const char *jobz, const char *uplo, const int *n, double *a, const int *lda, double *w, double *work, const int *lwork,
    int *iwork, const int *liwork, int *info, size_t jobzLength, size_t uploLength);

// Singular values, decreasing, by divide and conquer.
void dgesdd_(
    const char *jobz, const int *m, const int *n, double *a, const int *lda, double *s, double *u, const int *ldu, double *vt,
    const int *ldvt, double *work, const int *lwork, int *iwork, int *info, size_t jobzLength);
