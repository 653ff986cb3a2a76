"""S3 error codes and HTTP statuses, and the problem that each stands for."""

from camvault_gateway.model import ArchiveProblem

CODES = {
    ArchiveProblem.DENIED: {
        "AccessDenied",
        "AccountProblem",
        "AllAccessDisabled",
        "AuthFailure",
        "ExpiredToken",
        "InvalidAccessKeyId",
        "InvalidClientTokenId",
        "InvalidSecurity",
        "InvalidToken",
        "MissingAuthenticationToken",
        "MissingSecurityHeader",
        "NotSignedUp",
        "SignatureDoesNotMatch",
        "TokenRefreshRequired",
        "UnauthorizedAccess",
        "UnrecognizedClientException",
        "UserSuspended",
    },
    ArchiveProblem.BUCKET_MISSING: {"NoSuchAccessPoint", "NoSuchBucket"},
    ArchiveProblem.FULL: {
        "BucketQuotaExceeded",
        "EntityStorageQuotaExceeded",
        "InsufficientStorage",
        "ObjectQuotaExceeded",
        "OverQuota",
        "QuotaExceeded",
        "StorageFull",
        "StorageLimitExceeded",
        "XMinioAdminBucketQuotaExceeded",
        "XMinioStorageFull",
    },
    ArchiveProblem.CLOCK_SKEWED: {"RequestExpired", "RequestInTheFuture", "RequestTimeTooSkewed"},
    ArchiveProblem.DAMAGED: {"BadDigest", "InvalidDigest", "XAmzContentChecksumMismatch", "XAmzContentSHA256Mismatch"},
    ArchiveProblem.FAILED: {"InvalidObjectState"},
    ArchiveProblem.UNREACHABLE: {"RequestTimeout", "SlowDown", "Throttling", "ThrottlingException", "TooManyRequests"},
}
# The same answer for every file: another region or address, a class, an encryption key or a way of signing that the
# server or the bucket does not have.
MISCONFIGURED = {
    "AuthorizationHeaderMalformed",
    "AuthorizationQueryParametersError",
    "BucketRegionError",
    "IllegalLocationConstraintException",
    "IncorrectEndpoint",
    "InvalidBucketName",
    "InvalidBucketState",
    "InvalidEncryptionAlgorithmError",
    "InvalidLocationConstraint",
    "InvalidRegion",
    "InvalidSignatureVersion",
    "InvalidStorageClass",
    "InvalidTokenId",
    "KMS.DisabledException",
    "KMS.InvalidKeyUsageException",
    "KMS.KMSInvalidStateException",
    "KMS.NotFoundException",
    "MethodNotAllowed",
    "NotImplemented",
    "PermanentRedirect",
    "Redirect",
    "UnsupportedSignature",
}
STATUS = {
    401: ArchiveProblem.DENIED,
    403: ArchiveProblem.DENIED,
    408: ArchiveProblem.UNREACHABLE,
    429: ArchiveProblem.UNREACHABLE,
}
