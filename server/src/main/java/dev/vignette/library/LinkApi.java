package dev.vignette.library;

import dev.vignette.auth.Access;
import dev.vignette.auth.Actor;
import dev.vignette.auth.Held;
import dev.vignette.auth.ImageRef;
import dev.vignette.auth.Principal;
import dev.vignette.auth.Rights;
import dev.vignette.auth.ShareLink;
import dev.vignette.auth.ShareLinks;
import dev.vignette.auth.Verb;
import dev.vignette.contract.Given;
import dev.vignette.contract.Operation;
import dev.vignette.delivery.KeptThumbs;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.http.Answer;
import dev.vignette.http.Exchange;
import dev.vignette.http.JsonAnswer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Shared links: who may give an image to others may make one, and whoever has it sees what it shows. Blocking.
record LinkApi(Access access, ImageIndex index, ImageCache cache, ContentAnswer content, KeptThumbs thumbs) {
    /// The parameter that holds the token. It is in the query, which is in no log.
    private static final String LINK = "link";

    private static final int LONGEST_BODY = 16 << 10;
    private static final Duration USUAL = Duration.ofDays(7);

    /// An operation for who makes links.
    ///
    /// @param given its parameters
    Answer answer(LinkRoute route, Exchange exchange, Operation operation, Given given, Principal principal) {
        return switch (route) {
            case CREATE -> {
                JsonObject wish = operation.checked(exchange.json(LONGEST_BODY));
                Set<String> images = wish.getJsonArray("images").stream()
                        .map(Objects::toString)
                        .collect(Collectors.toCollection(TreeSet::new));
                yield created(principal, images, wish);
            }
            case CREATE_FOR_IMAGE ->
                created(principal, Set.of(exchange.variable("id")), operation.checked(exchange.json(LONGEST_BODY)));
            case LIST -> {
                var _ = somebody(principal);
                var page = new LinkPage(given, "of " + principal.subject());
                yield list(page, access.links().by(principal.subject(), page.span()), _ -> true);
            }
            case LIST_OF_IMAGE -> ofImage(principal, exchange.variable("id"), given);
            case REVOKE -> revoked(principal, exchange.variable("id"));
            case SHARED, SHARED_CONTENT, SHARED_THUMB ->
                throw new IllegalArgumentException(route + " is for who has a link");
        };
    }

    private Held somebody(Principal principal) {
        if (principal.anonymous()) {
            throw new VignetteException(ErrorCode.UNAUTHENTICATED, "A token is needed for this");
        }
        return access.rights().held(principal);
    }

    private Answer created(Principal principal, Set<String> images, JsonObject wish) {
        images.forEach(image -> requireSharable(principal, image));
        int largest = wish.getInteger("largest", 0);
        Duration validity = Optional.ofNullable(wish.getLong("validity"))
                .map(Duration::ofSeconds)
                .orElse(USUAL);
        ShareLinks.Made made = access.links().create(principal, images, largest, validity);
        JsonObject body = json(made.link(), _ -> true).put("url", "/v1/shared?" + LINK + "=" + made.token());
        return JsonAnswer.changed(201, body, Map.of());
    }

    /// To share an image with everybody takes what it takes to give it to a team.
    private void requireSharable(Principal principal, String id) {
        ImageRef image = ImageIndex.ref(index.permitted(principal, Verb.EDIT, cache.find(id)));
        if (!access.rights().held(principal).mayHandOver(image, image)) {
            throw new VignetteException(
                    ErrorCode.FORBIDDEN, "The rights held do not include to share the image by a link");
        }
    }

    /// Of what else the links show, only what the principal may see.
    private Answer ofImage(Principal principal, String id, Given given) {
        StoredImage image = index.permitted(principal, Verb.EDIT, cache.find(id));
        Held held = access.rights().held(principal);
        var page = new LinkPage(given, "to " + image.id());
        return list(
                page,
                access.links().to(image.id().text(), page.span()),
                other -> cache.find(other)
                        .filter(found -> held.may(Verb.VIEW, ImageIndex.ref(found)))
                        .isPresent());
    }

    private static Answer list(LinkPage page, List<ShareLink> found, Predicate<String> visible) {
        var items = new JsonArray();
        page.links(found).forEach(link -> items.add(json(link, visible)));
        var body = new JsonObject().put("items", items);
        page.next(found).ifPresent(cursor -> body.put("next", cursor.text()));
        return JsonAnswer.of(body, Map.of());
    }

    /// A link of somebody else is as one that is not there.
    private Answer revoked(Principal principal, String id) {
        Held held = somebody(principal);
        var _ = access.links()
                .find(id)
                .filter(link -> mayEnd(held, link))
                .orElseThrow(() -> new VignetteException(ErrorCode.NOT_FOUND, "There is no such link"));
        var _ = access.links().revoke(Actor.of(principal), id);
        return JsonAnswer.nothing();
    }

    /// Who made it may, an admin, and who might have made it, of any one of its images.
    private boolean mayEnd(Held held, ShareLink link) {
        return held.may(Verb.ADMIN)
                || link.creator().equals(held.subject())
                || link.images().stream()
                        .flatMap(image -> cache.find(image).stream())
                        .map(ImageIndex::ref)
                        .anyMatch(image -> image.owner().equals(held.subject()) || held.mayHandOver(image, image));
    }

    private static JsonObject json(ShareLink link, Predicate<String> visible) {
        return new JsonObject()
                .put("id", link.id())
                .put("creator", link.creator())
                .put(
                        "images",
                        new JsonArray(
                                link.images().stream().filter(visible).sorted().toList()))
                .put("largest", link.largest())
                .put("created", JsonAnswer.time(link.created()))
                .put("expires", JsonAnswer.time(link.expires()))
                .put("revoked", link.revoked());
    }

    /// An operation for whoever has a link.
    ///
    /// @param token of the link
    Answer shared(LinkRoute route, Exchange exchange, String token) {
        ShareLink link = access.enter(exchange, token);
        return switch (route) {
            case SHARED -> shown(link, token);
            case SHARED_CONTENT -> content(link, exchange);
            case SHARED_THUMB -> thumb(link, exchange);
            case CREATE, LIST, REVOKE, CREATE_FOR_IMAGE, LIST_OF_IMAGE ->
                throw new IllegalArgumentException(route + " is for who makes links");
        };
    }

    private Answer shown(ShareLink link, String token) {
        var items = new JsonArray();
        for (String id : new TreeSet<>(link.images())) {
            cache.find(id).ifPresent(image -> items.add(shown(image, link, token)));
        }
        JsonObject body = new JsonObject().put("items", items).put("expires", JsonAnswer.time(link.expires()));
        return JsonAnswer.of(body, Map.of());
    }

    private static JsonObject shown(StoredImage image, ShareLink link, String token) {
        String place = "/v1/shared/" + image.id();
        var shown = new JsonObject()
                .put("id", image.id().text())
                .put("title", image.details().title())
                .put("width", image.content().dimensions().width())
                .put("height", image.content().dimensions().height())
                .put("thumb", place + "/thumb?" + LINK + "=" + token);
        return link.largest() == 0 ? shown.put("content", place + "/content?" + LINK + "=" + token) : shown;
    }

    private Answer content(ShareLink link, Exchange exchange) {
        StoredImage image = image(link, exchange);
        if (link.largest() > 0) {
            throw new VignetteException(ErrorCode.FORBIDDEN, "The link shows renditions, not the original");
        }
        return content.of(exchange, image);
    }

    private Answer thumb(ShareLink link, Exchange exchange) {
        StoredImage image = image(link, exchange);
        List<Map.Entry<String, String>> options = exchange.parameters().stream()
                .filter(parameter -> !parameter.getKey().equals(LINK))
                .toList();
        return thumbs.answer(exchange, image.id().text(), options, new SharedOptions(link, image.content()));
    }

    private StoredImage image(ShareLink link, Exchange exchange) {
        return Optional.of(exchange.variable("id"))
                .filter(link::shows)
                .flatMap(cache::find)
                .orElseThrow(Rights::absent);
    }
}
