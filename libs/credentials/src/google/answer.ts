/** An answer of Google. Its text may hold a secret. */
export interface GoogleResponse {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  readonly text: string;
}
