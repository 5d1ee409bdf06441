export class Retention {
  constructor(private readonly keepMs: number) {}

  expiresAt(now: string): string {
    return new Date(Date.parse(now) + this.keepMs).toISOString();
  }
}
