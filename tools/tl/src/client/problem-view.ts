/** What a client reads of a problem document (RFC 9457). */
export interface ProblemView {
  readonly code: string;
  readonly detail: string;
  readonly try_instead?: string;
  readonly existing_id?: string;
}
