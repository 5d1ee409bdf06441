/** What Google has answered. Its text may hold a secret. */
export interface GoogleAnswer {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  readonly text: string;
}
