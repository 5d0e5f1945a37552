/** What went wrong with the last try, read out at once by screen readers. */
export const Notice = ({ id, text, help }: { id: string; text: string; help: string }) => (
  <div class="notice" role="alert" id={id}>
    <p>
      <strong>{text}</strong>
    </p>
    <p>{help}</p>
  </div>
)
