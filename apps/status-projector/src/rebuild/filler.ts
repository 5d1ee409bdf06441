/** Fills partitions of new tables, one at a time. */
export interface Filler {
  fill(partition: number, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

export interface FillerParts {
  readonly schema: string;
  readonly incarnation: string;
  readonly maxEvents: number;
  readonly onProgress: (events: number) => void;
}

/** Opens fillers that work side by side, or none if the log is too short for them or the machine too small. */
export type OpenFillers = (parts: FillerParts) => readonly Filler[];
