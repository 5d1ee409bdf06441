import type { Moving, Recording } from './answers.js';
import type { ProgressEvent } from './live-feed.js';

/** A recording with what has moved of it; what belongs to another revision changes nothing. */
export function moved(recording: Recording, event: ProgressEvent): Recording {
  if (event.revision !== recording.revision) return recording;
  const fields: Moving = {
    progress: event.progress,
    eta: event.eta ?? null,
    queue_position: event.queue_position,
    stalled: event.stalled,
  };
  if (event.stage_type === null) return { ...recording, ...fields };
  const stages = recording.processing_stages.map((stage) =>
    stage.stage_type === event.stage_type ? { ...stage, ...fields } : stage,
  );
  return { ...recording, processing_stages: stages };
}
