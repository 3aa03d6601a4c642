import { ChatProvider, messageKey, useChat, useChats, useTyping } from 'chat-system-client/react';
import { type FormEvent, useEffect, useState } from 'react';

export function App(connection: { url: string; userId: string; token: () => string | Promise<string> }) {
  return <ChatProvider {...connection} children={<Chats />} />;
}

function Chats() {
  const { chats, create } = useChats();
  const [open, setOpen] = useState<number>();
  const buttons = chats.map(({ id, title = 'Chat', unread_count }) => (
    <button key={id} onClick={() => setOpen(id)} children={`${title} (${unread_count})`} />
  ));
  buttons.push(<button key="new" onClick={() => void create()} children="New chat" />);
  return <main children={[...buttons, open && <Chat key={`chat ${open}`} id={open} />]} />;
}

function Chat({ id }: { id: number }) {
  const { messages, send, markRead } = useChat(id);
  const { typists, typing } = useTyping(id);
  const [text, setText] = useState('');
  useEffect(markRead, [markRead, messages]);
  const submit = (event: FormEvent) => (event.preventDefault(), send(text), setText(''));
  return (
    <form onSubmit={submit}>
      {messages.map((one) => (
        <p key={messageKey(one)}>{`${one.sender_id}: ${one.content} (${one.status})`}</p>
      ))}
      <input aria-label="Message" value={text} onChange={(event) => (setText(event.target.value), typing())} />
      <output>{typists.map((name) => `${name} is writing`)}</output>
    </form>
  );
}
