import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Inject,
  Param,
  Patch,
  Post,
  Query,
  Req,
  Res,
  type Type,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentUser, principalOf, type Principal } from '../../kit/http/access.js';
import { jsonAnswer, NO_CONTENT, NO_STORE } from '../../kit/http/idempotency/http.js';
import { IdempotentRequests } from '../../kit/http/idempotency/idempotent-requests.js';
import { Operation } from '../../kit/http/operation.js';
import { TakesNoBody } from '../../kit/http/problems/no-body.js';
import { queryPipe, requiredBodyPipe, requiredBodyPipeOf } from '../../kit/http/problems/validation.js';
import { hasValue } from '../../kit/http/requests/has-value.js';
import type { Token } from '../../kit/provide.js';
import { NOW } from '../../gateway-context.js';
import { PublicAddress } from '../../people/index.js';
import type { SetMedia, SetSettings } from './published-set.js';
import {
  DecidePublishedItems,
  PublishedItemsQuery,
  type ChangePublishedSet,
  type CreatePublishedSet,
  type PublishedItemList,
  type PublishedSetAnswer,
} from './published-sets.dto.js';
import { setOperations, type SetTexts } from './published-sets.operations.js';
import type { ListedSet, SetWithCode } from './published-sets.js';
import { renderItems, renderSet, settingsOfChange, settingsOfNew, tagOf } from './render-published.js';
import type { SetServices } from './set-services.js';

type NewBody = CreatePublishedSet & { readonly title: string; readonly media: SetMedia };
type ChangeBody = ChangePublishedSet & { readonly title?: string };
type OwnSettings = Pick<SetSettings, 'description' | 'language' | 'origins'>;

interface SetEndpoints<
  New extends NewBody,
  Change extends ChangeBody,
  Answer extends PublishedSetAnswer,
  Addressed extends Answer,
> {
  readonly path: string;
  readonly services: Token<SetServices>;
  readonly texts: SetTexts<New, Change, Answer, Addressed>;
  /** Reads the settings that not every kind has. */
  readonly ownOfNew: (body: New) => OwnSettings;
  /** Reads the given ones of them. */
  readonly ownOfChange: (body: Change) => Partial<OwnSettings>;
  /** Renders the settings that not every kind has. */
  readonly renderOwn: (set: ListedSet) => Omit<Answer, keyof PublishedSetAnswer>;
  /** Renders the address, which is shown only once. `server`: the address of this server. */
  readonly renderAddress: (made: SetWithCode, server: string) => Omit<Addressed, keyof Answer>;
}

/** Sets of one kind, for people who may change the library. */
export function publishedSetsController<
  New extends NewBody,
  Change extends ChangeBody,
  Answer extends PublishedSetAnswer,
  Addressed extends Answer,
>(endpoints: SetEndpoints<New, Change, Answer, Addressed>): Type {
  const { path, services, texts, ownOfNew, ownOfChange, renderOwn, renderAddress } = endpoints;
  const operations = setOperations(texts);
  const render = (set: ListedSet) => ({ ...renderSet(set), ...renderOwn(set) });
  const addressedAnswer = (status: number, made: SetWithCode, server: string) =>
    jsonAnswer(status, { ...render(made.set), ...renderAddress(made, server) }, NO_STORE);

  @Controller(path)
  class PublishedSetsController {
    constructor(
      @Inject(services) private readonly services: SetServices,
      @Inject(PublicAddress) private readonly address: PublicAddress,
      @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
      @Inject(NOW) private readonly now: () => Date,
    ) {}

    @Get()
    @Header('cache-control', 'no-store')
    @Operation(operations.list)
    async list(@CurrentUser() by: Principal): Promise<object> {
      return { items: (await this.services.sets.list(by)).map(render) };
    }

    @Post()
    @Operation(operations.create)
    create(
      @Body(requiredBodyPipeOf(texts.models.create)) body: New,
      @Req() request: FastifyRequest,
      @Res() reply: FastifyReply,
    ): Promise<void> {
      const address = this.address.ofCodeLink(request);
      return this.once.respond({ request, reply }, body, async () => {
        const { title, media } = body;
        const settings = { title, media, ...ownOfNew(body), ...settingsOfNew(body, this.now()) };
        return addressedAnswer(201, await this.services.sets.add(principalOf(request), tagOf(body), settings), address);
      });
    }

    @Get(':id')
    @Header('cache-control', 'no-store')
    @Operation(operations.read)
    async read(@CurrentUser() by: Principal, @Param('id') id: string): Promise<object> {
      return render(await this.services.sets.read(by, id));
    }

    @Patch(':id')
    @Header('cache-control', 'no-store')
    @Operation(operations.change)
    async change(
      @CurrentUser() by: Principal,
      @Param('id') id: string,
      @Body(requiredBodyPipeOf(texts.models.change)) body: Change,
    ): Promise<object> {
      const changed = await this.services.sets.change(by, id, () => ({
        ...settingsOfChange(body, this.now()),
        ...(hasValue(body.title) && { title: body.title }),
        ...ownOfChange(body),
      }));
      return render(changed);
    }

    @Post(':id/renew')
    @Operation(operations.renew)
    @TakesNoBody()
    renew(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
      const address = this.address.ofCodeLink(request);
      return this.once.respond({ request, reply }, null, async () =>
        addressedAnswer(200, await this.services.sets.renew(principalOf(request), id), address),
      );
    }

    @Delete(':id')
    @HttpCode(204)
    @Operation(operations.revoke)
    @TakesNoBody()
    revoke(@CurrentUser() by: Principal, @Param('id') id: string): Promise<void> {
      return this.services.sets.revoke(by, id);
    }

    @Get(':id/items')
    @Header('cache-control', 'no-store')
    @Operation(operations.listItems)
    async listItems(
      @CurrentUser() by: Principal,
      @Param('id') id: string,
      @Query(queryPipe) { state }: PublishedItemsQuery,
    ): Promise<PublishedItemList> {
      return renderItems(await this.services.items.list(by, id, state), state);
    }

    @Post(':id/items')
    @Operation(operations.decideItems)
    decide(
      @Param('id') id: string,
      @Body(requiredBodyPipe) body: DecidePublishedItems,
      @Req() request: FastifyRequest,
      @Res() reply: FastifyReply,
    ): Promise<void> {
      return this.once.respond({ request, reply }, body, async () => {
        await this.services.items.decide(principalOf(request), id, body.item_ids, body.decision);
        return NO_CONTENT;
      });
    }
  }
  return PublishedSetsController;
}
