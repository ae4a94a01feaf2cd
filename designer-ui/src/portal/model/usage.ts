/** A bucket of calls, as `/me/quota` tells it. */
export interface Bucket {
  readonly bucket: 'second' | 'minute' | 'day' | 'month';
  readonly limit: number;
  readonly remaining: number;
  /** Of those remaining, what nodes keep ready. */
  readonly reserved: number;
  readonly resets_at: string;
}

/** What a program has left. */
export interface Quota {
  readonly application: string;
  readonly accounts: readonly {
    readonly service: string;
    /** What the limits are of; absent for those of the class of the service. */
    readonly agreement?: string;
    readonly buckets: readonly Bucket[];
  }[];
}

export const OWN_QUOTA = '/me/quota';

/** From here on it is told that a bucket comes to its end. */
const HIGH = 0.7;
const NEAR = 0.9;

export const usedOf = (bucket: Bucket): number => Math.max(0, bucket.limit - bucket.remaining);

export function alertOf(bucket: Bucket): 'high' | 'near' | undefined {
  const share = bucket.limit === 0 ? 1 : usedOf(bucket) / bucket.limit;
  return share >= NEAR ? 'near' : share >= HIGH ? 'high' : undefined;
}
