import { Controller, Get, Header, Inject } from '@nestjs/common';
import { Field } from '../../kit/http/fields.js';
import { Operation } from '../../kit/http/operation.js';
import { count, list, orNull, ref, text, time, words } from '../../kit/http/schemas.js';
import { SENDER_CONCERNS, Senders, type SenderState } from './senders.js';

class RefusalCount {
  @Field(text('The problem code.')) code!: string;
  @Field(count('The events that were refused with it.')) count!: number;
}

class SenderHour {
  @Field(count('Verdicts.')) events!: number;
  @Field(count('Refusals among them.')) refused!: number;
  @Field(count('Events that waited because the sender was too fast.')) delayed!: number;
}

class EventSender {
  @Field(text('`user:ID` for the API, `nats:NAME` for the bus, `other` for all from the 101st on.')) sender!: string;
  @Field(count('Events that have changed an item.')) accepted!: number;
  @Field(count('Events that an item had already.')) repeated!: number;
  @Field(count('Events that changed nothing, for a reason.')) refused!: number;
  @Field(list(RefusalCount, 'The refusals by their code, the most frequent first.')) refusals!: readonly RefusalCount[];
  @Field(ref(SenderHour, 'The last hour, to the minute.')) last_hour!: SenderHour;
  @Field(orNull(count('Events that wait on the bus; null if the broker does not answer.'))) waiting!: number | null;
  @Field(orNull(time('When the last verdict was given; null if there was none.'))) last_event_at!: string | null;
  @Field(
    orNull(
      words(
        SENDER_CONCERNS,
        '`too-fast`: in the last hour 20 or more of its events had to wait for their turn, or 500 or more wait now · ' +
          '`refused`: 20 or more of the last hour were refused, and at least half.',
      ),
      'What an operator should look at; null if there is nothing.',
    ),
  )
  concern!: (typeof SENDER_CONCERNS)[number] | null;
}

class EventSenderList {
  @Field(time('Since when this server counts: its start.')) since!: string;
  @Field(list(EventSender, 'The senders, by name.')) items!: readonly EventSender[];
}

const present = ({ lastHour, waiting, lastEventAt, concern, ...counts }: SenderState): EventSender => ({
  ...counts,
  last_hour: lastHour,
  waiting: waiting ?? null,
  last_event_at: lastEventAt ?? null,
  concern: concern ?? null,
});

const example: EventSenderList = {
  since: '2026-02-05T08:00:00.000Z',
  items: [
    present({
      sender: 'nats:lab',
      accepted: 412,
      repeated: 3,
      refused: 31,
      refusals: [
        { code: 'attempt-closed', count: 30 },
        { code: 'not-found', count: 1 },
      ],
      lastHour: { events: 40, refused: 28, delayed: 0 },
      waiting: 0,
      lastEventAt: '2026-02-05T10:00:00.000Z',
      concern: 'refused',
    }),
  ],
};

@Controller('api/v1/admin/events/senders')
export class SendersController {
  constructor(@Inject(Senders) private readonly senders: Senders) {}

  @Get()
  @Operation({
    id: 'listEventSenders',
    tag: 'events',
    scope: 'admin',
    summary: 'List the systems that report steps and deliveries',
    description:
      'Verdicts, refusals and rates by sender, of all libraries. Each server counts what it has decided since its start; ' +
      '`waiting` is true of all servers.',
    answers: [{ status: 200, description: 'The senders.', type: EventSenderList, example }],
    problems: [],
  })
  @Header('cache-control', 'no-store')
  async list(): Promise<EventSenderList> {
    const { since, senders } = await this.senders.list();
    return { since, items: senders.map(present) };
  }
}
