import type { LeaseHandle, Leases } from '@throughline/messaging';

/** Leases whose connection to the broker can be cut while their holder keeps working. */
export class DisconnectableLeases implements Leases {
  cut = false;
  constructor(private readonly inner: Leases) {}

  async claim(...given: Parameters<Leases['claim']>): Promise<LeaseHandle> {
    const handle = await this.inner.claim(...given);
    const reach = <T>(call: () => Promise<T>): Promise<T> => (this.cut ? Promise.reject(new Error('no line')) : call());
    return {
      heartbeat: (progress) => reach(() => handle.heartbeat(progress)),
      release: () => reach(() => handle.release()),
      token: handle.token,
      termMs: handle.termMs,
    };
  }
  read(...given: Parameters<Leases['read']>): ReturnType<Leases['read']> {
    return this.inner.read(...given);
  }
  isExpired(...given: Parameters<Leases['isExpired']>): ReturnType<Leases['isExpired']> {
    return this.inner.isExpired(...given);
  }
  watch(...given: Parameters<Leases['watch']>): ReturnType<Leases['watch']> {
    return this.inner.watch(...given);
  }
}
