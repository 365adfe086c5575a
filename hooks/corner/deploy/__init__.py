"""Publishing: a built site to a folder of a server or to object storage, signed, and the proof that texts are as they were signed."""
