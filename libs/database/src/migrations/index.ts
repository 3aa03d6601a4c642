import { InitialSchema1767225600000 } from './1767225600000-initial-schema.js';
import { LateMessages1795366800000 } from './1795366800000-late-messages.js';
import { MessageWork1795453200000 } from './1795453200000-message-work.js';
import { ReplyTokens1795453300000 } from './1795453300000-reply-tokens.js';
import { Knowledge1795539600000 } from './1795539600000-knowledge.js';
import { Embeddings1795625600000 } from './1795625600000-embeddings.js';
import { MessageById1795712000000 } from './1795712000000-message-by-id.js';
import { SentAs1795713000000 } from './1795713000000-sent-as.js';
import { BusKey1795800000000 } from './1795800000000-bus-key.js';
import { TookPart1795800100000 } from './1795800100000-took-part.js';
import { TookPartBefore1795800200000 } from './1795800200000-took-part-before.js';
import { FairWork1795900000000 } from './1795900000000-fair-work.js';
import { StoredUsage1796000100000 } from './1796000100000-stored-usage.js';
import { ActiveMinute1796000200000 } from './1796000200000-active-minute.js';
import { ActiveMinuteBefore1796000300000 } from './1796000300000-active-minute-before.js';
import { NewTexts1796000400000 } from './1796000400000-new-texts.js';
import { PassageContext1796000600000 } from './1796000600000-passage-context.js';
import { PassageLanguages1796100000000 } from './1796100000000-passage-languages.js';
import { WebhookDue1796300000000 } from './1796300000000-webhook-due.js';
import { TokenRevocation1796300400000 } from './1796300400000-token-revocation.js';
import { Edits1796400000000 } from './1796400000000-edits.js';
import { TitlesBefore1796400100000 } from './1796400100000-titles-before.js';
import { ForgottenTexts1796500000000 } from './1796500000000-forgotten-texts.js';
import { OneSigma1796500100000 } from './1796500100000-one-sigma.js';
import { Citations1796600000000 } from './1796600000000-citations.js';
import { CitationsBefore1796600100000 } from './1796600100000-citations-before.js';
import { UpdatedBucket1796600200000 } from './1796600200000-updated-bucket.js';
import { UpdatedBucketBefore1796600210000 } from './1796600210000-updated-bucket-before.js';
import { NoTextsInStatistics1796700000000 } from './1796700000000-no-texts-in-statistics.js';
import { DeletedChatsDue1796800000000 } from './1796800000000-deleted-chats-due.js';
import { ReceiverRefused1796900000000 } from './1796900000000-receiver-refused.js';

/** In the order in which they run. */
export const migrations = [
  InitialSchema1767225600000,
  LateMessages1795366800000,
  MessageWork1795453200000,
  ReplyTokens1795453300000,
  Knowledge1795539600000,
  Embeddings1795625600000,
  MessageById1795712000000,
  SentAs1795713000000,
  BusKey1795800000000,
  TookPart1795800100000,
  TookPartBefore1795800200000,
  FairWork1795900000000,
  StoredUsage1796000100000,
  ActiveMinute1796000200000,
  ActiveMinuteBefore1796000300000,
  NewTexts1796000400000,
  PassageContext1796000600000,
  PassageLanguages1796100000000,
  WebhookDue1796300000000,
  TokenRevocation1796300400000,
  Edits1796400000000,
  TitlesBefore1796400100000,
  ForgottenTexts1796500000000,
  OneSigma1796500100000,
  Citations1796600000000,
  CitationsBefore1796600100000,
  UpdatedBucket1796600200000,
  UpdatedBucketBefore1796600210000,
  NoTextsInStatistics1796700000000,
  DeletedChatsDue1796800000000,
  ReceiverRefused1796900000000,
];

export const newestMigration = migrations.at(-1)?.name ?? '';
