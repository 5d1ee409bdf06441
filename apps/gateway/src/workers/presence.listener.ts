import { Controller, Inject } from '@nestjs/common';
import { SUBJECTS, presenceCodec, presenceSubject, type Presence } from '@throughline/contracts';
import { Listener, type BusMessage } from '@throughline/service-kit/transport';
import { WorkerRegistry } from './worker-registry.js';

/** Passes presence messages to the registry. */
@Controller()
export class PresenceListener {
  constructor(@Inject(WorkerRegistry) private readonly registry: WorkerRegistry) {}

  @Listener(SUBJECTS.presence, presenceCodec)
  record({ content, subject }: BusMessage<Presence>): void {
    // The broker lets a service publish only on its own subject, so a presence that names another service is ignored.
    if (subject === presenceSubject(content.service)) this.registry.record(content);
  }
}
