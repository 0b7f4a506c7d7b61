// Says on the page when a passkey was cancelled or failed; allauth only tells the console.
document.addEventListener('allauth.error', (event) => {
  const notes = document.querySelectorAll('[data-passkey-problem]')
  if (notes.length === 0) return
  event.preventDefault()
  for (const note of notes) note.hidden = false
})
