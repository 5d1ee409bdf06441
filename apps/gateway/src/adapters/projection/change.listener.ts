import { Controller, Inject } from '@nestjs/common';
import { SUBJECTS } from '@throughline/contracts';
import { Listener, type BusMessage } from '@throughline/service-kit/transport';
import type { Subject } from 'rxjs';
import type { Token } from '../../kit/provide.js';
import { decodeChange, type Change } from './change-feed.js';

export const CHANGES: Token<Subject<Change | undefined>> = Symbol('Changes');

/** Passes the projector's announcements to the change feed. */
@Controller()
export class ChangeListener {
  constructor(@Inject(CHANGES) private readonly changes: Subject<Change | undefined>) {}

  @Listener(SUBJECTS.changed, { decode: decodeChange })
  announce({ content }: BusMessage<Change>): void {
    this.changes.next(content);
  }
}
