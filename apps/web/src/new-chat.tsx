import { useChatClient, useChats } from 'chat-system-client/react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { nameOf, userIdsIn } from './names.js';

const KINDS = {
  GROUP: { name: 'Group', about: 'With other people.' },
  DESK: { name: 'Help desk', about: 'The assistant answers from documents that you drop into the chat.' },
  NOTES: { name: 'Notes', about: 'For yourself.' },
} as const;

type Kind = keyof typeof KINDS;

export function NewChat({ onClose, onCreated }: { onClose: () => void; onCreated: (chatId: number) => void }) {
  const { create, chats } = useChats();
  const { userId } = useChatClient();
  const [kind, setKind] = useState<Kind>('GROUP');
  const [title, setTitle] = useState('');
  const [people, setPeople] = useState('');
  const [error, setError] = useState<string>();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const chosen = userIdsIn(people);
  const met = [...new Set(chats.flatMap(({ participants }) => participants))]
    .filter((person) => person !== userId && !chosen.includes(person))
    .slice(0, 8);
  const add = (person: string) => setPeople([...chosen, person].join(', '));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const participants = userIdsIn(people);
    if (kind === 'GROUP' && participants.length === 0) return setError('Who else? Name one person at least.');
    create({
      ...(title.trim() !== '' && { title: title.trim() }),
      chat_type: kind === 'GROUP' ? 'GROUP' : 'PERSONAL',
      rag_enabled: kind === 'DESK',
      ...(kind === 'GROUP' && { participants }),
    }).then(
      ({ id }) => onCreated(id),
      (reason: Error) => setError(reason.message),
    );
  };
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby="new-chat" onClose={onClose}>
      <form onSubmit={submit} className="stack">
        <h2 id="new-chat">New chat</h2>
        <fieldset className="kinds">
          <legend>What kind?</legend>
          {(Object.keys(KINDS) as Kind[]).map((one) => (
            <label key={one}>
              <input type="radio" name="kind" checked={one === kind} onChange={() => setKind(one)} />
              {KINDS[one].name}
            </label>
          ))}
        </fieldset>
        <p className="hint">{KINDS[kind].about}</p>
        <label htmlFor="title">Title</label>
        <input
          id="title"
          value={title}
          maxLength={200}
          onChange={(event) => setTitle(event.target.value)}
          placeholder="Optional"
        />
        {kind === 'GROUP' && (
          <>
            <label htmlFor="people">People</label>
            <input
              id="people"
              value={people}
              onChange={(event) => setPeople(event.target.value)}
              placeholder="maya, tom"
              aria-describedby="people-hint"
            />
            <p className="hint" id="people-hint">
              User ids, with commas between them.
            </p>
            <ul className="met" aria-label="Met before">
              {met.map((person) => (
                <li key={person}>
                  <button type="button" title={person} aria-label={person} onClick={() => add(person)}>
                    {nameOf(person)}
                  </button>
                </li>
              ))}
            </ul>
          </>
        )}
        {error !== undefined && (
          <p role="alert" className="notice">
            {error}
          </p>
        )}
        <div className="row end">
          <button type="button" onClick={onClose}>
            Cancel
          </button>
          <button className="primary">Create</button>
        </div>
      </form>
    </dialog>
  );
}
