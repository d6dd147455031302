import { serve } from './service.mjs'

serve().then((served) => console.log(JSON.stringify(served)))
