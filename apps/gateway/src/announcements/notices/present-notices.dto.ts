import { ApiSchema } from '@nestjs/swagger';
import { Field } from '../../kit/http/fields.js';
import { flag, list, orNull, ref, text, words } from '../../kit/http/schemas.js';
import { ITEM_CAUSES, NOTICE_KINDS, type NoticeCause, type NoticeKind } from './notice.js';
import { KINDS } from './notices.dto.js';

@ApiSchema({ name: 'NoticeItem' })
class NoticeItemAnswer {
  @Field(
    words(
      ITEM_CAUSES,
      '`failed`: the item has failed at a step. `delivery_failed`: other outputs have it. `follow_up_failed`: it was delivered. `review`: it waits until a person publishes it. `unconfirmed`: a delivery may have arrived.',
    ),
  )
  cause!: (typeof ITEM_CAUSES)[number];
  @Field(orNull(text('The title of the item.'))) title!: string | null;
  @Field(orNull(text('The step that has failed, as in the steps of the item.'))) step!: string | null;
  @Field(orNull(text('The code of its error.'))) code!: string | null;
}

@ApiSchema({ name: 'PresentNotice' })
class PresentNoticeAnswer {
  @Field(text('Opaque. Stays the same for as long as its cause lasts.')) key!: string;
  @Field(words(NOTICE_KINDS, KINDS)) kind!: NoticeKind;
  @Field(text('What has happened, to what, and what to do.')) text!: string;
  @Field(text('The path of the page that shows it, below the address of the server.')) path!: string;
  @Field(orNull(ref(NoticeItemAnswer, 'What has happened to an item, as data. Null for accounts, quotas and webhooks.')))
  item!: NoticeItemAnswer | null;
}

@ApiSchema({ name: 'PresentNotices' })
export class PresentNoticesAnswer {
  @Field(
    list(
      PresentNoticeAnswer,
      'Accounts, quotas and webhooks, then items: failures before questions, the newest of each sort first.',
    ),
  )
  items!: readonly PresentNoticeAnswer[];
  @Field(flag('More items have failed or have a question. `GET /api/v1/items?state=attention` has them all.')) more!: boolean;
}

export const renderNotice = ({ item, ...notice }: NoticeCause): PresentNoticeAnswer => ({
  ...notice,
  item:
    item === undefined
      ? null
      : { cause: item.cause, title: item.title ?? null, step: item.step ?? null, code: item.code ?? null },
});
