/** One kind of refusal. `title` never changes; `detail` says what is particular to a request. */
export interface ProblemKind {
  readonly status: number;
  readonly title: string;
  readonly tryInstead?: string;
  readonly about: string;
}
