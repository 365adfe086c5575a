"""The domain of a co-operation corner: news in several languages, checked and made ready to publish.

The modules are the stages of one way, and each reaches only to those before it::

    news/ -> sources -> check -> catalogue -> listings -> pages, feeds -> output -> site/
"""
