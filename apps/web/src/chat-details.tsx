import type { ChatState, Draft, ShownMessage } from 'chat-system-client';
import { useChatClient, type UsedChat } from 'chat-system-client/react';
import { type FormEvent, useState } from 'react';
import { Avatar } from './avatar.js';
import { Beside } from './beside.js';
import { filenameOf } from './files.js';
import { Icon } from './icon.js';
import { list, nameOf, titleOf, userIdsIn } from './names.js';

interface ChatDetailsProps {
  readonly state: ChatState;
  readonly send: UsedChat['send'];
  readonly messages: readonly ShownMessage[];
  readonly onDocument: (messageId: number) => void;
  readonly onClose: () => void;
  /** The user is not in the chat any more, or it is not there for them. */
  readonly onGone: () => void;
}

/** What a chat is called and who is in it, and what this user may change of that. */
export function ChatDetails({ state, send, messages, onDocument, onClose, onGone }: ChatDetailsProps) {
  const { api, discard, userId } = useDeeds();
  const [problem, setProblem] = useState<string>();
  const [title, setTitle] = useState(state.title ?? '');
  const [people, setPeople] = useState('');
  const { id, chat_type, participants, status } = state;
  const isOwner = state.user_id === userId;
  const isGroup = chat_type === 'GROUP';
  const isOpen = status === 'ACTIVE';
  const act = async (metadata: Record<string, unknown>, content: string) => {
    setProblem(undefined);
    const { clientMessageId, sent } = send({
      message_type: 'SYSTEM',
      content,
      message_metadata: metadata,
    } satisfies Draft);
    try {
      await sent;
      return true;
    } catch (reason) {
      // It is said here: nobody would look for it among the messages.
      discard(clientMessageId);
      setProblem((reason as Error).message);
      return false;
    }
  };
  const rename = (event: FormEvent) => {
    event.preventDefault();
    if (title.trim() !== '') void act({ action: 'rename', title: title.trim() }, `Renamed to ${title.trim()}`);
  };
  const add = async (event: FormEvent) => {
    event.preventDefault();
    const user_ids = userIdsIn(people);
    if (user_ids.length > 0 && (await act({ action: 'add_participants', user_ids }, `Added ${namesOf(user_ids)}`)))
      setPeople('');
  };
  const leave = async () => {
    if (await act({ action: 'leave' }, 'Left')) onGone();
  };
  const become = (next: ChatState['status']) => {
    setProblem(undefined);
    api.updateChatStatus({ path: { chat_id: id }, body: { status: next, user_id: userId } }).then(
      () => (next === 'DELETED' ? onGone() : undefined),
      (reason: Error) => setProblem(reason.message),
    );
  };
  return (
    <Beside title="Details" onClose={onClose}>
      <div className="details">
        {problem !== undefined && (
          <p role="alert" className="notice">
            {problem}
          </p>
        )}
        {isOwner && isOpen ? (
          <form onSubmit={rename} className="stack">
            <label htmlFor="chat-title">Title</label>
            <div className="row">
              <input
                id="chat-title"
                dir="auto"
                value={title}
                maxLength={200}
                onChange={({ target }) => setTitle(target.value)}
              />
              <button disabled={title.trim() === '' || title.trim() === state.title}>Rename</button>
            </div>
          </form>
        ) : (
          <h3 dir="auto">{titleOf(state, userId)}</h3>
        )}
        {isGroup && (
          <section aria-labelledby="people-heading" className="stack">
            <h3 id="people-heading">{participants.length === 1 ? 'One person' : `${participants.length} people`}</h3>
            <ul className="members">
              {participants.map((person) => (
                <li key={person}>
                  <Avatar name={nameOf(person)} />
                  <span dir="auto">
                    {nameOf(person, userId)}
                    {nameOf(person) !== person && <code className="user-id">{person}</code>}
                  </span>
                  {person === state.user_id && <small>Owner</small>}
                  {isOwner && isOpen && person !== userId && (
                    <button
                      className="icon-button"
                      aria-label={`Remove ${nameOf(person)}`}
                      title="Remove"
                      onClick={() =>
                        void act({ action: 'remove_participants', user_ids: [person] }, `Removed ${nameOf(person)}`)
                      }
                    >
                      <Icon name="close" />
                    </button>
                  )}
                </li>
              ))}
            </ul>
            {isOwner && isOpen && (
              <form onSubmit={(event) => void add(event)} className="stack">
                <label htmlFor="add-people">Add people</label>
                <div className="row">
                  <input
                    id="add-people"
                    value={people}
                    placeholder="ines, tom"
                    onChange={({ target }) => setPeople(target.value)}
                  />
                  <button disabled={userIdsIn(people).length === 0}>Add</button>
                </div>
                <p className="hint">User ids, with commas between them. They see what was said before.</p>
              </form>
            )}
          </section>
        )}
        <Documents messages={messages} onDocument={onDocument} />
        <div className="row wrap">
          {isGroup && !isOwner && isOpen && (
            <Confirmed name="Leave" question="Leave this chat?" onYes={() => void leave()} />
          )}
          {isOwner && isOpen && <button onClick={() => become('ARCHIVED')}>Archive</button>}
          {isOwner && !isOpen && <button onClick={() => become('ACTIVE')}>Bring back</button>}
          {isOwner && <Confirmed name="Delete" question="Delete for everybody?" onYes={() => become('DELETED')} />}
        </div>
      </div>
    </Beside>
  );
}

/** The documents among the messages that are held. */
function Documents({ messages, onDocument }: Pick<ChatDetailsProps, 'messages' | 'onDocument'>) {
  const documents = messages.filter(
    (message) => message.isPending !== true && message.message_type === 'FILE' && message.deleted_at === undefined,
  ) as Extract<ShownMessage, { id: number }>[];
  if (documents.length === 0) return null;
  return (
    <section aria-labelledby="documents-heading" className="stack">
      <h3 id="documents-heading">Documents</h3>
      <ul>
        {documents.map((message) => (
          <li key={message.id}>
            <button className="document-button" onClick={() => onDocument(message.id)}>
              <Icon name="file" /> <span dir="auto">{filenameOf(message)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What those read who see the text of the act and not what it does: the preview in the list. */
function namesOf(userIds: readonly string[]): string {
  return list(userIds.slice(0, 20).map((userId) => nameOf(userId)));
}

function useDeeds() {
  const client = useChatClient();
  const discard = (clientMessageId: string) => client.discard(clientMessageId);
  return { api: client.api, userId: client.userId, discard };
}

function Confirmed({ name, question, onYes }: { name: string; question: string; onYes: () => void }) {
  const [isAsked, setIsAsked] = useState(false);
  if (!isAsked)
    return (
      <button className="dangerous" onClick={() => setIsAsked(true)}>
        {name}
      </button>
    );
  return (
    <span className="confirm" role="group" aria-label={question}>
      {question}
      <button className="dangerous" onClick={onYes}>
        {name}
      </button>
      <button autoFocus onClick={() => setIsAsked(false)}>
        Cancel
      </button>
    </span>
  );
}
