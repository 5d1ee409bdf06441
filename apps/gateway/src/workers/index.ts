export { LiveProgress } from './live-progress.js';
export { LEASES, StallWatch, type AttemptAddress } from './stall-watch.js';
export { WorkerRegistry, type LaneAvailability, type WorkerEquipment } from './worker-registry.js';
