"""Nodes of Django's tags that do the same work once instead of for each page; ``{% load hamyar %}`` brings them."""

from typing import Any

from django.template import Context, Node
from django.template.base import Parser, Token
from django.template.defaulttags import URLNode, url
from django.templatetags.i18n import TranslateNode, do_translate
from django.urls import NoReverseMatch
from django.utils.html import conditional_escape
from django.utils.translation import get_language

from hamyar.core.addresses import address_of


class RememberedURLNode(URLNode):
    """``{% url %}`` from memory."""

    def render(self, context: Context) -> str:
        """Write the address, or put it into its variable."""
        try:
            found = self._address(context)
        except NoReverseMatch:
            if self.asvar is None:
                raise
            found = ""
        if self.asvar:
            context[self.asvar] = found
            return ""
        return conditional_escape(found) if context.autoescape else found

    def _address(self, context: Context) -> str:
        args = [arg.resolve(context) for arg in self.args]
        kwargs = {name: value.resolve(context) for name, value in self.kwargs.items()}
        match = getattr(getattr(context, "request", None), "resolver_match", None)
        namespace = match.namespace if match else None
        return address_of(self.view_name.resolve(context), *args, current_app=namespace, **kwargs)


class RememberedTranslateNode(Node):
    """``{% translate %}`` of a text that stands in the template: the same for all who read its language."""

    def __init__(self, node: TranslateNode) -> None:
        self.node = node
        self.by_language: dict[str | None, str] = {}

    def render(self, context: Context) -> str:
        """Write the text in the language of the page."""
        language = get_language()
        text = self.by_language.get(language)
        if text is None:
            text = self.by_language[language] = self.node.render(context)
        return text


def remembered_url(parser: Parser, token: Token) -> Node:
    """Read ``{% url %}``."""
    node = url(parser, token)
    return RememberedURLNode(node.view_name, node.args, node.kwargs, node.asvar)


def remembered_translate(parser: Parser, token: Token) -> Node:
    """Read ``{% translate %}``; what depends on the page stays as Django does it."""
    node: Any = do_translate(parser, token)
    expression = node.filter_expression
    is_constant = expression.var.lookups is None and not expression.filters
    is_plain = is_constant and not (node.asvar or node.message_context or node.noop)
    return RememberedTranslateNode(node) if is_plain else node
