/** What runs once tracing is on. */
export interface Tracing {
  /** Sends what is left. */
  shutdown(): Promise<void>;
}
